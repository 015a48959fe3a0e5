package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.RawWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose forwarded headers count, where they decide something: addresses, origins and what is secure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedHeadersIntegrationTests {

    private static final String[] FOREIGN = {
        "X-Forwarded-For", "203.0.113.9",
        "X-Forwarded-Host", "evil.example",
        "X-Forwarded-Proto", "https",
        "X-Forwarded-Port", "443",
        "Forwarded", "for=203.0.113.9;host=evil.example;proto=https"
    };

    private Instance trusting;
    private Instance strict;

    @BeforeAll
    void start() {
        trusting = Instance.own(
                "--server.forward-headers-strategy=native", "--tidings.http.trusted-proxies=127.0.0.1,::1,10.0.0.0/8");
        strict = Instance.own("--server.forward-headers-strategy=native", "--tidings.http.trusted-proxies=10.0.0.0/8");
    }

    @AfterAll
    void stop() {
        trusting.close();
        strict.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                        | 203.0.113.9",
                "198.51.100.1, 203.0.113.9          | 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.1.2.3, 127.0.0.1 | 203.0.113.9",
                "10.1.2.3, 10.4.5.6                 | 10.1.2.3",
                "2001:DB8::1                        | 2001:db8:0:0:0:0:0:1",
                "unknown                            | 127.0.0.1",
                "203.0.113.9, unknown               | 127.0.0.1",
                "203.0.113.9:1234                   | 127.0.0.1",
                "localhost                          | 127.0.0.1",
                "999.1.1.1                          | 127.0.0.1",
                "''                                 | 127.0.0.1"
            })
    void theAddressIsTheOneThatTheOutermostTrustedProxySaw(String forwarded, String address) throws IOException {
        assertThat(addressOf(trusting, "X-Forwarded-For: " + forwarded)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded: for=203.0.113.9", "X-Real-IP: 203.0.113.9", "X-Forwarded-Server: 203.0.113.9"})
    void headersThatTheProxyMayHaveLetThroughDoNotCount(String header) throws IOException {
        assertThat(addressOf(trusting, header)).isEqualTo("127.0.0.1");
    }

    @Test
    void nobodyElseTellsAnAddress() throws IOException {
        assertThat(addressOf(strict, "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9"))
                .isEqualTo("127.0.0.1");
        assertThat(addressOf(Instance.embedded(), "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9"))
                .isEqualTo("127.0.0.1");
    }

    /** The address of a session, as its user is told. */
    private static String addressOf(Instance instance, String... headers) throws IOException {
        String user = "user-" + UUID.randomUUID();
        String token = instance.token(user);
        try (var raw = RawWebSocket.open(instance.port(), headers)) {
            raw.sendText("CONNECT\naccept-version:1.2\nAuthorization:Bearer %s\n\n\0"
                    .formatted(token)
                    .getBytes(StandardCharsets.UTF_8));
            raw.readFrame();
            return await().until(
                            () -> Api.on(instance.port())
                                    .get("/api/me/sessions", "Authorization", "Bearer " + token)
                                    .json()
                                    .path("sessions")
                                    .path(0)
                                    .path("address")
                                    .asString(""),
                            address -> !address.isEmpty())
                    .replaceAll("^\\[|]$", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /ws/info", "POST /ws/000/abcdefgh/xhr", "GET /api/me"})
    void aForeignOriginIsNoneOfOursByItsOwnWord(String route) {
        String[] request = route.split(" ", 2);
        for (Instance instance : List.of(strict, Instance.embedded())) {
            var headers = new ArrayList<>(List.of(FOREIGN));
            headers.addAll(
                    List.of("Origin", "https://evil.example", "Authorization", "Bearer " + instance.token("alice")));

            Answer answer = instance.api().send(request[0], request[1], new byte[0], headers);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void aForeignOriginOpensNoWebSocketByItsOwnWord() throws IOException {
        for (Instance instance : List.of(strict, Instance.embedded())) {
            try (var raw = RawWebSocket.open(
                    instance.port(),
                    "Origin: https://evil.example",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "Forwarded: host=evil.example;proto=https")) {
                assertThat(raw.response().getFirst()).contains(" 403 ");
            }
        }
    }

    @Test
    void ourOriginIsTheOneThatATrustedProxyServes() throws IOException {
        try (var raw = RawWebSocket.open(
                trusting.port(),
                "Origin: https://tidings.example",
                "X-Forwarded-Host: tidings.example",
                "X-Forwarded-Proto: https")) {
            assertThat(raw.response().getFirst()).contains(" 101 ");
        }
        assertThat(trusting.api()
                        .get(
                                "/ws/info",
                                "Origin",
                                "https://tidings.example",
                                "X-Forwarded-Host",
                                "tidings.example",
                                "X-Forwarded-Proto",
                                "https")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyATrustedProxySaysThatARequestIsSecure() {
        assertThat(trusting.api().get("/", "X-Forwarded-Proto", "https").header("Strict-Transport-Security"))
                .contains("max-age=");
        assertThat(trusting.api().get("/").header("Strict-Transport-Security")).isEmpty();
        for (Instance instance : List.of(strict, Instance.embedded())) {
            assertThat(instance.api().get("/", FOREIGN).header("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Test
    void noHeaderGetsIntoALocation() {
        for (Instance instance : List.of(trusting, strict)) {
            Api alice = instance.api().as("alice");
            Answer created = alice.send(
                    "POST",
                    "/api/assets",
                    "{\"parent_id\":\"%s\",\"name\":\"%s\"}"
                            .formatted(alice.home(), UUID.randomUUID())
                            .getBytes(StandardCharsets.UTF_8),
                    List.of("Content-Type", "application/json", "X-Forwarded-Host", "evil.example"));

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.header("Location")).startsWith("/api/assets/");
        }
    }
}
