package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.RawWebSocket;
import dev.tidings.support.StompTestClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests for bad input below STOMP: what it does to the connection that sends it, and to no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIntegrationTests {

    private static final int MEGABYTE = 1 << 20;

    private final Instance instance = Instance.embedded();
    private final StompTestClient neighbour = client();
    private Topic topic = new Topic("notes", "none");
    private StompTestClient hostile = neighbour;

    private StompTestClient client() {
        return StompTestClient.connected(instance.port(), instance.token("bob"));
    }

    @BeforeEach
    void open() {
        topic = new Topic("notes", UUID.randomUUID().toString());
        neighbour.subscribe("neighbour", topic.address());
        hostile = StompTestClient.open(instance.port());
    }

    @AfterEach
    void otherClientsAreUnaware() {
        hostile.close();
        instance.announce("still-here", topic);
        neighbour.expectMessage("neighbour");
        neighbour.send("UNSUBSCRIBE\nid:neighbour\nreceipt:r\n\n");
        neighbour.expectReceipt("r");
    }

    @AfterAll
    void stop() {
        neighbour.close();
    }

    @Test
    void textThatIsNotUtf8ClosesTheConnection() throws IOException {
        try (var raw = RawWebSocket.open(instance.port())) {
            raw.sendText("CONNECT\na:\u00ff\u00fe\n\n\0".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(raw.readCloseCode()).isEqualTo(1007);
        }
    }

    @Test
    void aMessageBeyondTheLimitOfTheContainerClosesTheConnection() {
        // One more than the limit: what is left unread on the connection could keep the close from arriving.
        hostile.sendText("x".repeat(2 * MEGABYTE + 1));

        hostile.expectClose(1009);
    }

    @Test
    void aRequestOfSockJsBeyondTheLimitIsRefused() {
        String session = "/ws/000/" + UUID.randomUUID();
        assertThat(instance.api().post(session + "/xhr", "").text()).isEqualTo("o\n");

        assertThat(instance.api()
                        .post(session + "/xhr_send", List.of("x".repeat(3 * MEGABYTE)))
                        .status())
                .isEqualTo(500);
        assertThat(instance.api().post(session + "/xhr_send", List.of("\n")).status())
                .isEqualTo(204);
    }

    @Test
    void compressionIsNotAgreedTo() throws IOException {
        try (var raw = RawWebSocket.open(
                instance.port(), "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(raw.response().getFirst()).startsWith("HTTP/1.1 101");
            assertThat(raw.response())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions"));
        }
    }

    @Test
    void theNewestSubprotocolIsChosen() throws IOException {
        try (var raw = RawWebSocket.open(instance.port(), "Sec-WebSocket-Protocol: v10.stomp, v11.stomp, v12.stomp")) {
            assertThat(raw.response()).anyMatch(line -> line.matches("(?i)sec-websocket-protocol: v1[012]\\.stomp"));
        }
    }

    @Test
    void aClientThatAsksAndNeverReadsIsEndedAsTooSlow() throws IOException {
        String question = "UNSUBSCRIBE\nid:none\nreceipt:%s\n\n\0".formatted("r".repeat(100));
        byte[] questions = question.repeat(400).getBytes(StandardCharsets.UTF_8);
        double before = closes("4408");
        try (var raw = RawWebSocket.open(instance.port())) {
            raw.sendText("CONNECT\naccept-version:1.2\nAuthorization:Bearer %s\n\n\0"
                    .formatted(instance.token("alice"))
                    .getBytes(StandardCharsets.UTF_8));
            // What comes before CONNECTED has a limit of its own.
            raw.readFrame();

            // The connection is cut under the client that goes on asking.
            assertThatIOException().isThrownBy(() -> {
                for (int i = 0; i < 10_000; i++) {
                    raw.sendText(questions);
                }
            });
        }

        await().until(() -> closes("4408") == before + 1);
    }

    private double closes(String code) {
        return instance.bean(MeterRegistry.class)
                .get("tidings.closes")
                .tag("code", code)
                .counter()
                .count();
    }
}
