package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see that send too much, or do not say who they are. */
class InboundLimitsIntegrationTests {

    private static final int BURST = 20;

    private static Instance instance;

    @BeforeAll
    static void start() {
        instance = Instance.own(
                "--tidings.session.inbound.frames-per-second=1",
                "--tidings.session.inbound.frame-burst=" + BURST,
                "--tidings.session.inbound.size-per-second=1KB",
                "--tidings.session.inbound.size-burst=40KB",
                "--tidings.stomp.connect-timeout=2s",
                "--tidings.stomp.connect-size=4KB");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void takesABurstOfFramesAndEndsWhoSendsMore(Transport transport) {
        double exceeded = exceeded("frames");
        try (var client = StompTestClient.connected(instance.port(), transport, instance.token("alice"));
                var other = client("alice")) {
            for (int i = 0; i < BURST; i++) {
                client.expectAlive();
            }
            client.send("UNSUBSCRIBE\nid:x\n\n\0UNSUBSCRIBE\nid:x\n\n\0UNSUBSCRIBE\nid:x\n\n".repeat(10));

            assertThat(client.expectError("rate_limited").header("retry")).isEqualTo("later");
            assertThat(client.next()).isInstanceOf(StompTestClient.Closed.class);
            other.expectAlive();
        }
        assertThat(exceeded("frames")).isEqualTo(exceeded + 1);
    }

    @Test
    void countsFramesAndNotThePiecesThatTheyComeIn() {
        try (var client = client("alice")) {
            client.sendInPieces("UNSUBSCRIBE\nid:none\nreceipt:%s\n\n".formatted("r".repeat(5 * BURST)), 1);

            client.expectReceipt("r".repeat(5 * BURST));
        }
    }

    @Test
    void endsWhoSendsTooManyBytes() {
        double exceeded = exceeded("bytes");
        try (var client = client("alice")) {
            client.sendText("\n".repeat(30_000));
            client.expectAlive();
            client.sendText("\n".repeat(30_000));

            client.expectError("rate_limited");
            client.expectClose(4429);
        }
        assertThat(exceeded("bytes")).isEqualTo(exceeded + 1);
    }

    @Test
    void endsWhoDoesNotConnectInTime() {
        double exceeded = exceeded("connect-time");
        try (var client = StompTestClient.open(instance.port());
                var other = client("alice")) {
            client.sendText("\n");

            client.expectError("authentication_failed");
            client.expectClose(4401);
            other.expectAlive();
        }
        assertThat(exceeded("connect-time")).isEqualTo(exceeded + 1);
    }

    @Test
    void endsWhoSendsTooManyBytesBeforeConnected() {
        double exceeded = exceeded("connect-size");
        try (var client = StompTestClient.open(instance.port())) {
            client.sendText("\n".repeat(4096));
            client.sendText("\n");

            client.expectError("too_large");
            client.expectClose(4413);
        }
        assertThat(exceeded("connect-size")).isEqualTo(exceeded + 1);
    }

    @Test
    void takesMoreOnceTheSessionIsConnected() {
        try (var client = client("alice")) {
            client.sendText("\n".repeat(8192));

            client.expectAlive();
        }
    }

    private static StompTestClient client(String user) {
        return StompTestClient.connected(instance.port(), instance.token(user));
    }

    private static double exceeded(String limit) {
        return instance.count("tidings.limits.exceeded", "limit", limit);
    }
}
