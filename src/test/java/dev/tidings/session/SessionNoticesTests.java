package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link SessionNotices}. */
class SessionNoticesTests {

    private final SessionNotices notices = new SessionNotices(new MutableClock());
    private final FakeSession session = new FakeSession("a", 1_000);

    @BeforeEach
    void subscribeToOther() {
        session.subscribe("other", new UserQueue("alice", "jobs"), null, null, resumed -> {});
        session.subscribe("topic", new Topic("session", "session"), null, null, resumed -> {});
    }

    @Test
    void tellEverySubscriptionOfTheQueue() {
        subscribe("n1");
        subscribe("n2");

        notices.sendDraining(session, Duration.ofMillis(1_500));

        assertThat(session.wire().frames())
                .containsExactlyInAnyOrder(
                        "n1 transient {\"type\":\"draining\",\"reconnect_in_ms\":1500}",
                        "n2 transient {\"type\":\"draining\",\"reconnect_in_ms\":1500}");
    }

    @Test
    void tellNobodyWhoDidNotSubscribe() {
        notices.sendPong(session, "1");

        assertThat(notices.sendTokenExpiring(session, Duration.ofSeconds(60))).isFalse();
        assertThat(session.wire().frames()).isEmpty();
    }

    @Test
    void roundTheTimeThatATokenHasLeftDown() {
        subscribe("n");

        assertThat(notices.sendTokenExpiring(session, Duration.ofMillis(60_249)))
                .isTrue();
        assertThat(session.wire().frames())
                .containsExactly("n transient {\"type\":\"token_expiring\",\"expires_in\":60}");
    }

    @Test
    void answerAPingWithItsIdIfItHasOne() {
        subscribe("n");

        notices.sendPong(session, "p-1");
        notices.sendPong(session, null);

        assertThat(session.wire().frames())
                .containsExactly(
                        "n transient {\"type\":\"pong\",\"id\":\"p-1\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}",
                        "n transient {\"type\":\"pong\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}");
    }

    @Test
    void areNotDroppedWhenTheClientIsSlow() {
        subscribe("n");
        session.wire().hold();
        session.queue().send(new byte[100]);

        notices.sendDraining(session, Duration.ZERO);
        session.queue().send(new byte[999]);
        session.wire().release();

        assertThat(String.join("", session.wire().messages())).contains("draining");
    }

    private void subscribe(String id) {
        session.subscribe(id, new UserQueue("alice", "session"), null, null, resumed -> {});
    }
}
