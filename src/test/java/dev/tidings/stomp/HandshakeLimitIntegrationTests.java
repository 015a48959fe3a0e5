package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Answer;
import dev.tidings.support.Instance;
import dev.tidings.support.RawWebSocket;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of the limit of handshakes: more of them come at once than it allows in many seconds. */
class HandshakeLimitIntegrationTests {

    private static final int PER_SECOND = 3;
    private static final int MANY = 30;

    private Instance instance;

    @BeforeEach
    void start() {
        instance = Instance.own("--tidings.session.handshakes-per-second=" + PER_SECOND);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void turnsAwayWhoComesTooFastAndTakesThemLater() throws IOException {
        List<RawWebSocket> sockets = open(MANY);

        assertThat(sockets.subList(0, PER_SECOND))
                .allSatisfy(socket -> assertThat(socket.response().getFirst()).contains(" 101 "));
        List<RawWebSocket> refused = sockets.stream()
                .filter(socket -> socket.response().getFirst().contains(" 503 "))
                .toList();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(socket ->
                        assertThat(socket.response()).anyMatch(line -> line.equalsIgnoreCase("Retry-After: 1")));
        assertThat(handshakes("limited")).isEqualTo(refused.size());
        assertThat(handshakes("accepted")).isEqualTo(MANY - refused.size());
        assertThat(handshakes("draining")).isZero();
        await().untilAsserted(() -> assertTaken());
        for (RawWebSocket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aPlainRequestIsToldWhenToTryAgainAndTakesNobodysPlace() throws IOException {
        for (int i = 0; i < MANY; i++) {
            assertThat(instance.api().get("/ws").status()).isEqualTo(400);
        }
        assertThat(handshakes("accepted")).isZero();

        // The limit gives room again while this goes on.
        await().untilAsserted(() -> {
            for (RawWebSocket socket : open(MANY)) {
                socket.close();
            }
            Answer answer = instance.api().get("/ws");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
    }

    @Test
    void countsTheSessionsOfSockJsAndNotItsRequests() {
        String token = instance.token("alice");
        try (var client = StompTestClient.connected(instance.port(), Transport.SOCKJS_XHR_POLLING, token)) {
            for (int i = 0; i < MANY; i++) {
                assertThat(instance.api().get("/ws/info").status()).isEqualTo(200);
                client.expectAlive();
            }
            assertThat(handshakes("accepted")).isEqualTo(1);
            assertThat(handshakes("limited")).isZero();
        }

        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(instance.api().post("/ws/000/%s/xhr".formatted(UUID.randomUUID()), Map.of()));
        }

        assertThat(answers)
                .filteredOn(answer -> answer.status() == 503)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isEqualTo("1"));
    }

    private List<RawWebSocket> open(int count) throws IOException {
        var sockets = new ArrayList<RawWebSocket>();
        for (int i = 0; i < count; i++) {
            sockets.add(RawWebSocket.open(instance.port()));
        }
        return sockets;
    }

    private void assertTaken() throws IOException {
        try (var socket = RawWebSocket.open(instance.port())) {
            assertThat(socket.response().getFirst()).contains(" 101 ");
        }
    }

    private double handshakes(String outcome) {
        return instance.bean(MeterRegistry.class)
                .get("tidings.handshakes")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
