package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of the limit of sessions that one user may have. */
class SessionsPerUserIntegrationTests {

    private static final int PER_USER = 2;

    private Instance instance;

    @BeforeEach
    void start() {
        instance = Instance.own("--tidings.session.per-user=" + PER_USER);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void refusesOneMoreOfTheSameUserAndOfNobodyElse() {
        try (var first = client("alice");
                var second = client("alice");
                var other = client("bob")) {
            assertRefused("alice");
            assertRefused("alice");

            first.expectAlive();
            second.expectAlive();
            other.expectAlive();
        }
    }

    @Test
    void takesTheNextOnceOneHasLeft() {
        try (var staying = client("alice");
                var leaving = client("alice")) {
            assertRefused("alice");

            leaving.send("DISCONNECT\n\n");
            leaving.expectClose(1000);
            awaitSessions(1);

            assertTakesOneMore("alice");
            staying.expectAlive();
        }
    }

    @Test
    void takesTheNextOnceAConnectionIsGone() {
        try (var staying = client("alice")) {
            try (var _ = client("alice")) {
                assertRefused("alice");
            }
            awaitSessions(1);

            assertTakesOneMore("alice");
            staying.expectAlive();
        }
    }

    private StompTestClient client(String user) {
        return StompTestClient.connected(instance.port(), instance.token(user));
    }

    private void assertRefused(String user) {
        try (var client = StompTestClient.open(instance.port())) {
            client.send(
                    "CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n".formatted(instance.token(user)));

            assertThat(client.expectError("rate_limited").header("retry")).isEqualTo("later");
            client.expectClose(4429);
        }
    }

    private void assertTakesOneMore(String user) {
        try (var next = client(user)) {
            assertRefused(user);
            next.expectAlive();
        }
    }

    private void awaitSessions(int count) {
        await().until(() -> instance.gauge("tidings.sessions") == count);
    }
}
