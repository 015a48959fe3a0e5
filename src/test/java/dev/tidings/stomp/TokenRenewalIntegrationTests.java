package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What clients see when they bring another token, where the clocks do not differ. */
@ExtendWith(OutputCaptureExtension.class)
class TokenRenewalIntegrationTests {

    private static final String DESTINATION = "/app/session/token";

    private static Instance instance;

    @BeforeAll
    static void start() {
        instance = Instance.own("--tidings.security.clock-skew=0s", "--logging.level.dev.tidings=trace");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void letsTheSessionGoOnUntilTheNewerTokenExpires() {
        Topic topic = new Topic("notes", UUID.randomUUID().toString());
        Instant firstEnd = instance.bean(Clock.class).instant().plusSeconds(4);
        try (var client = client(Duration.ofSeconds(4))) {
            client.subscribe("n", "/user/queue/session");
            assertThat(secondsLeft(client)).isLessThan(5);
            client.subscribe("s", topic.address());

            renew(client, instance.token("alice", Duration.ofSeconds(8)));

            client.expectReceipt("r");
            assertThat(secondsLeft(client)).isBetween(5, 8);
            while (instance.bean(Clock.class).instant().isBefore(firstEnd)) {
                instance.announce("goes-on", topic);
                client.expectMessage("s");
            }
            client.expectAlive();
            assertThat(client.expectError("token_expired").header("retry")).isEqualTo("now");
            client.expectClose(4401);
        }
    }

    @Test
    void changesNothingIfTheTokenExpiresSooner() throws InterruptedException {
        try (var client = client(Duration.ofHours(1))) {
            client.subscribe("n", "/user/queue/session");

            renew(client, instance.token("alice", Duration.ofSeconds(2)));

            client.expectReceipt("r");
            assertThat(client.poll(Duration.ofSeconds(3))).isNull();
            client.expectAlive();
        }
    }

    @Test
    void endsTheSessionIfTheTokenIsOfAnotherUser() {
        assertEnds(instance.token("bob"), "authentication_failed", "never");
    }

    @Test
    void endsTheSessionIfTheTokenIsNotValid(CapturedOutput output) {
        String token = instance.token("alice") + "x";

        assertEnds(token, "authentication_failed", "never");
        assertEnds("", "authentication_failed", "never");
        assertThat(output.getAll()).doesNotContain(token);
    }

    @Test
    void endsTheSessionIfTheTokenHasExpired() {
        assertEnds(instance.expiredToken("alice"), "token_expired", "now");
    }

    @Test
    void endsTheSessionIfThereIsNoToken() {
        try (var client = client(Duration.ofHours(1))) {
            client.send("SEND\ndestination:%s\n\n".formatted(DESTINATION));

            client.expectError("authentication_failed");
            client.expectClose(4401);
        }
    }

    private static void assertEnds(String token, String code, String retry) {
        try (var client = client(Duration.ofHours(1))) {
            renew(client, token);

            ServerFrame error = client.expectError(code);
            assertThat(error.headers())
                    .containsEntry("retry", retry)
                    .containsEntry("receipt-id", "r")
                    .containsEntry("destination", DESTINATION)
                    .containsOnlyKeys("message", "code", "retry", "receipt-id", "destination");
            client.expectClose(4401);
        }
    }

    private static StompTestClient client(Duration validity) {
        return StompTestClient.connected(instance.port(), instance.token("alice", validity));
    }

    private static void renew(StompTestClient client, String token) {
        client.send("SEND\ndestination:%s\nreceipt:r\nAuthorization:Bearer %s\n\n".formatted(DESTINATION, token));
    }

    private static int secondsLeft(StompTestClient client) {
        ServerFrame notice = client.expectMessage("n");
        assertThat(notice.json().path("type").asString()).isEqualTo("token_expiring");
        return notice.json().path("expires_in").asInt();
    }
}
