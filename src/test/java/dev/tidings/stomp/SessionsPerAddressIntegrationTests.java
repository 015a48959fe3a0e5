package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Instance;
import dev.tidings.support.RawWebSocket;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see of the limit of sessions from one address. */
class SessionsPerAddressIntegrationTests {

    private static final String LIMIT = "--tidings.session.per-address=2";

    @ParameterizedTest
    @EnumSource(Transport.class)
    void refusesOneMoreUntilOneHasLeft(Transport transport) throws IOException {
        try (Instance instance = Instance.own(LIMIT);
                var staying = StompTestClient.connected(instance.port(), transport, instance.token("alice"))) {
            try (var leaving = StompTestClient.connected(instance.port(), transport, instance.token("bob"))) {
                assertRefused(instance);
                assertRefused(instance, "X-Forwarded-For: 10.0.0.9");
                assertThat(instance.api()
                                .post("/ws/000/%s/xhr".formatted(UUID.randomUUID()), Map.of())
                                .status())
                        .isEqualTo(429);
                leaving.send("DISCONNECT\n\n");
                assertThat(leaving.next()).isInstanceOf(StompTestClient.Closed.class);
            }

            await().until(() -> instance.gauge("tidings.sessions") == 1);
            try (var next = RawWebSocket.open(instance.port())) {
                assertThat(next.response().getFirst()).contains(" 101 ");
            }
            staying.expectAlive();
            assertThat(instance.count("tidings.handshakes", "outcome", "crowded"))
                    .isEqualTo(3);
        }
    }

    @Test
    void takesTheAddressFromAProxyThatIsTrusted() throws IOException {
        try (Instance instance = Instance.own(
                        LIMIT,
                        "--server.forward-headers-strategy=native",
                        "--tidings.http.trusted-proxies=127.0.0.1,::1");
                var _ = RawWebSocket.open(instance.port(), "X-Forwarded-For: 10.0.0.1");
                var _ = RawWebSocket.open(instance.port(), "X-Forwarded-For: 10.0.0.1")) {
            await().until(() -> instance.gauge("tidings.sessions") == 2);
            assertRefused(instance, "X-Forwarded-For: 10.0.0.1");

            try (var other = RawWebSocket.open(instance.port(), "X-Forwarded-For: 10.0.0.2")) {
                assertThat(other.response().getFirst()).contains(" 101 ");
            }
        }
    }

    private static void assertRefused(Instance instance, String... headers) throws IOException {
        try (var refused = RawWebSocket.open(instance.port(), headers)) {
            assertThat(refused.response().getFirst()).contains(" 429 ");
            assertThat(refused.response()).anyMatch(line -> line.equalsIgnoreCase("Retry-After: 10"));
        }
    }
}
