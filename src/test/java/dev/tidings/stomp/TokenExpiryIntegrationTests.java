package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see when their token expires, where the clocks may differ by two seconds. */
class TokenExpiryIntegrationTests {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private static Instance instance;

    @BeforeAll
    static void start() {
        instance = Instance.own("--tidings.security.clock-skew=2s");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsTheSessionAndNothingComesAfterThat(Transport transport) throws InterruptedException {
        Topic topic = new Topic("notes", UUID.randomUUID().toString());
        // A token names no part of a second.
        Instant expiry = now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        Instant end = expiry.plus(CLOCK_SKEW);
        String token = instance.token("alice", Duration.between(now(), expiry));
        try (var client = StompTestClient.connected(instance.port(), transport, token);
                var other = StompTestClient.connected(instance.port(), instance.token("alice"))) {
            client.subscribe("s", topic.address());
            other.subscribe("s", topic.address());
            int announced = 0;
            Received last = null;
            while (last == null || isMessage(last)) {
                assertThat(now()).as("end of the session").isBefore(end.plusSeconds(2));
                instance.announce("c" + announced++, topic);
                last = client.poll(Duration.ofMillis(20));
            }

            assertThat(now()).isBetween(end.minusSeconds(1), end.plusSeconds(1));
            assertThat(last).isInstanceOfSatisfying(ServerFrame.class, error -> {
                assertThat(error.command()).isEqualTo("ERROR");
                assertThat(error.headers())
                        .containsEntry("code", "token_expired")
                        .containsEntry("retry", "now");
            });
            assertThat(client.next()).isInstanceOf(StompTestClient.Closed.class);
            for (int i = 0; i < announced; i++) {
                other.expectMessage("s");
            }
            other.expectAlive();
        }
    }

    @Test
    void isToldAtOnceToWhoseTokenLastsLessThanAMinute() {
        try (var client = StompTestClient.connected(instance.port(), instance.token("alice", Duration.ofSeconds(40)))) {
            client.subscribe("n", "/user/queue/session");

            ServerFrame notice = client.expectMessage("n");

            assertThat(notice.header("destination")).isEqualTo("/user/queue/session");
            assertThat(notice.json().path("type").asString()).isEqualTo("token_expiring");
            assertThat(notice.json().path("expires_in").asInt()).isBetween(30, 40);
            assertThat(notice.json().propertyNames()).containsExactly("type", "expires_in");
            client.subscribe("again", "/user/queue/session");
            client.expectAlive();
        }
    }

    @Test
    void isNotToldToWhoseTokenLastsLonger() throws InterruptedException {
        try (var client = StompTestClient.connected(instance.port(), instance.token("alice", Duration.ofSeconds(90)))) {
            client.subscribe("n", "/user/queue/session");

            assertThat(client.poll(Duration.ofSeconds(1))).isNull();
        }
    }

    @Test
    void closesWithTheCodeOfTokens() {
        try (var client = StompTestClient.connected(instance.port(), instance.token("alice", Duration.ofSeconds(1)))) {
            client.expectError("token_expired");
            client.expectClose(4401);
        }
        await().until(() -> instance.count("tidings.closes", "code", "4401") > 0);
    }

    @Test
    void isForgivenAsLongAsTheClocksMayDiffer() {
        assertThat(statusWith(Duration.ZERO)).isEqualTo(200);
        assertThat(statusWith(CLOCK_SKEW.negated().minusSeconds(1))).isEqualTo(401);
    }

    private static boolean isMessage(Received received) {
        return received instanceof ServerFrame frame && frame.command().equals("MESSAGE");
    }

    private static int statusWith(Duration validity) {
        return instance.api()
                .get("/api/me", "Authorization", "Bearer " + instance.token("alice", validity))
                .status();
    }

    private static Instant now() {
        return instance.bean(Clock.class).instant();
    }
}
