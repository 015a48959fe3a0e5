package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send to their own session besides tokens. */
class SessionRequestsIntegrationTests {

    private static final String IGNORED = "tidings.session.requests.ignored";

    private final Instance instance = Instance.embedded();

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"other\":1}"})
    void answersAPingWithoutId(String body) {
        try (var client = client()) {
            client.subscribe("n", "/user/queue/session");

            client.send("SEND\ndestination:/app/session/ping\n\n" + body);

            ServerFrame pong = client.expectMessage("n");
            assertThat(pong.json().propertyNames()).containsExactly("type", "timestamp");
        }
    }

    @Test
    void confirmsAPingThatNobodyListensTo() {
        try (var client = client()) {
            client.send("SEND\ndestination:/app/session/ping\nreceipt:r\n\n");

            client.expectReceipt("r");
        }
    }

    static Stream<String> badPings() {
        return Stream.of(
                "{",
                "[]",
                "1",
                "null",
                "{\"id\":1}",
                "{\"id\":null}",
                "{\"id\":\"\"}",
                "{\"id\":\"a b\"}",
                "{\"id\":\"\\u0000\"}",
                "{\"id\":\"ä\"}",
                "{\"id\":\"%s\"}".formatted("x".repeat(65)),
                "{\"id\":\"a\"} {}",
                "{\"id\":\"a\",\"more\":\"%s\"}".formatted("x".repeat(5000)));
    }

    @ParameterizedTest
    @MethodSource("badPings")
    void answersNothingToABadPing(String body) {
        double ignored = instance.count(IGNORED, "reason", "bad-body");
        try (var client = client()) {
            client.subscribe("n", "/user/queue/session");

            client.send("SEND\ndestination:/app/session/ping\nreceipt:r\n\n" + body);

            client.expectAlive();
            assertThat(instance.count(IGNORED, "reason", "bad-body")).isEqualTo(ignored + 1);
        }
    }

    @Test
    void recordsTelemetryOnceInAWhile() {
        Timer latency = latency();
        long count = latency.count();
        double millis = latency.totalTime(TimeUnit.MILLISECONDS);
        double tooOften = instance.count(IGNORED, "reason", "too-often");
        try (var client = client();
                var other = client()) {
            sendTelemetry(client, "{\"commit_to_apply_ms\":[0,12,3600000]}", "r1");
            client.expectReceipt("r1");
            sendTelemetry(client, "{\"commit_to_apply_ms\":[13]}", "r2");
            client.expectReceipt("r2");
            sendTelemetry(other, "{\"commit_to_apply_ms\":[]}", "r3");
            other.expectReceipt("r3");
        }

        assertThat(latency.count()).isEqualTo(count + 3);
        assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(millis + 3_600_012);
        assertThat(instance.count(IGNORED, "reason", "too-often")).isEqualTo(tooOften + 1);
    }

    @Test
    void recordsAsManyTimesAsThereMayBe() {
        long count = latency().count();
        try (var client = client()) {
            sendTelemetry(client, "{\"commit_to_apply_ms\":[%s]}".formatted(numbers(100)), "r");
            client.expectReceipt("r");
        }

        assertThat(latency().count()).isEqualTo(count + 100);
    }

    static Stream<String> badTelemetry() {
        return Stream.of(
                "",
                "{",
                "[1]",
                "{}",
                "{\"commit_to_apply_ms\":1}",
                "{\"commit_to_apply_ms\":[1.5]}",
                "{\"commit_to_apply_ms\":[\"1\"]}",
                "{\"commit_to_apply_ms\":[null]}",
                "{\"commit_to_apply_ms\":[-1]}",
                "{\"commit_to_apply_ms\":[1,3600001]}",
                "{\"commit_to_apply_ms\":[99999999999999999999]}",
                "{\"commit_to_apply_ms\":[%s]}".formatted(numbers(101)));
    }

    @ParameterizedTest
    @MethodSource("badTelemetry")
    void recordsNothingOfABadBody(String body) {
        long count = latency().count();
        double ignored = instance.count(IGNORED, "reason", "bad-body");
        try (var client = client()) {
            sendTelemetry(client, body, "r");

            client.expectAlive();
        }
        assertThat(latency().count()).isEqualTo(count);
        assertThat(instance.count(IGNORED, "reason", "bad-body")).isEqualTo(ignored + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/app/session", "/app/session/", "/app/session/other", "/app/session/ping/", "/topic/notes/1"})
    void endsTheSessionForAnythingElse(String destination) {
        try (var client = client()) {
            client.send("SEND\ndestination:%s\n\n".formatted(destination));

            assertThat(client.expectError("unsupported").header("retry")).isEqualTo("never");
            client.expectClose(4403);
        }
    }

    private StompTestClient client() {
        return StompTestClient.connected(instance.port(), instance.token("alice"));
    }

    private Timer latency() {
        return instance.bean(MeterRegistry.class).get("tidings.client.latency").timer();
    }

    private static void sendTelemetry(StompTestClient client, String body, String receipt) {
        client.send("SEND\ndestination:/app/session/telemetry\nreceipt:%s\n\n%s".formatted(receipt, body));
    }

    private static String numbers(int count) {
        return Stream.generate(() -> "1").limit(count).collect(Collectors.joining(","));
    }
}
