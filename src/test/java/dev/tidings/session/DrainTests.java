package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

/** Tests for {@link Drain}, with a window in which every turn comes at once. */
class DrainTests {

    private final Sessions sessions = new Sessions(SessionsTests.properties(), new SimpleMeterRegistry());
    private final Drain drain = new Drain(sessions, new SessionNotices(new MutableClock()), SessionsTests.properties());

    @Test
    void takesNoSessionsOnceTheInstanceStops() {
        assertThat(drain.isDraining()).isFalse();

        drain();

        assertThat(drain.isDraining()).isTrue();
    }

    @Test
    void endsEverySessionOnce() {
        FakeSession first = session("a");
        FakeSession second = session("b");

        drain();

        assertThat(first.ends()).containsExactly(ErrorCode.DRAINING);
        assertThat(second.ends()).containsExactly(ErrorCode.DRAINING);
        assertThat(sessions.all()).isEmpty();
    }

    @Test
    void announcesTheEndToThoseWhoSubscribedToIt() {
        FakeSession session = session("a");
        subscribe(session, "s1", new UserQueue("alice", "session"));
        subscribe(session, "s2", new UserQueue("alice", "jobs"));
        subscribe(session, "s3", new Topic("sessions", "session"));

        drain();

        assertThat(session.wire().frames())
                .containsExactly("s1 transient {\"type\":\"draining\",\"reconnect_in_ms\":0}");
    }

    @Test
    void asksToTryAgainAfterTheWindow() {
        assertThat(drain.retryAfter()).isGreaterThan(SessionsTests.properties().drainWindow());
        assertThat(drain.retryAfter()).isLessThan(Duration.ofSeconds(10));
    }

    private void drain() {
        try (var context = new StaticApplicationContext()) {
            drain.drain(new ContextClosedEvent(context));
        }
    }

    private FakeSession session(String id) {
        var session = new FakeSession(id, 1_000);
        session.onEnd(() -> sessions.remove(session));
        sessions.add(session);
        return session;
    }

    private static void subscribe(FakeSession session, String id, Destination destination) {
        Subscription subscription = session.subscribe(id, destination, null, null, resumed -> {});
        var begin = new Position("e1", 0);
        session.queue().begin(subscription, begin);
        session.queue().goLive(subscription, begin);
    }
}
