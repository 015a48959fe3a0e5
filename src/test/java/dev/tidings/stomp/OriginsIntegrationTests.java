package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Instance;
import dev.tidings.support.RawWebSocket;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may talk to an instance, and what any page is told to keep to. */
class OriginsIntegrationTests {

    private static final String FOREIGN = "https://evil.example";
    private static final String KNOWN = "https://app.example.com";

    private final Instance instance = Instance.embedded();

    @ParameterizedTest
    @CsvSource({
        "https://evil.example,403",
        "null,403",
        "http://localhost,403",
        "http://app.example.com,403",
        "https://app.example.com:8443,403",
        "https://app.example.com.evil.example,403",
        "https://evil-app.example.com,403",
        "https://app.example.com,101"
    })
    void onlyKnownOriginsOpenAWebSocket(String origin, int status) throws IOException {
        try (var raw = RawWebSocket.open(instance.port(), "Origin: " + origin)) {
            assertThat(raw.response().getFirst()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void ownOriginOpensAWebSocket() throws IOException {
        try (var raw = RawWebSocket.open(instance.port(), "Origin: http://localhost:" + instance.port())) {
            assertThat(raw.response().getFirst()).startsWith("HTTP/1.1 101");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ws/info",
                "POST /ws/000/abcdefgh/xhr",
                "POST /ws/000/abcdefgh/xhr_streaming",
                "POST /ws/000/abcdefgh/xhr_send"
            })
    void onlyKnownOriginsUseSockJs(String route) {
        String[] request = route.split(" ", 2);

        Answer answer = instance.api().send(request[0], request[1], new byte[0], List.of("Origin", FOREIGN));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aKnownOriginUsesSockJs() {
        Answer answer = instance.api().get("/ws/info", "Origin", KNOWN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("websocket").asBoolean()).isTrue();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(KNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/me",
                "/api/assets",
                "/api/auth/token",
                "/api/admin/sessions",
                "/actuator/health",
                "/ws/info",
                "/ws/000/abcdefgh/xhr"
            })
    void aForeignOriginIsNotAllowedToSendARequest(String path) {
        Answer preflight = preflight(path, FOREIGN);

        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEmpty();
    }

    @Test
    void aForeignOriginDoesNotSignIn() {
        Answer answer = instance.api()
                .post("/api/auth/token", Map.of("username", "alice", "password", "alice"), "Origin", FOREIGN);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).doesNotContain("access_token");
    }

    @Test
    void aKnownOriginIsAllowedToSendARequestWithoutCookies() {
        Answer preflight = preflight("/api/me", KNOWN);

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(KNOWN);
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsIgnoringCase("authorization");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    private Answer preflight(String path, String origin) {
        return instance.api()
                .send(
                        "OPTIONS",
                        path,
                        new byte[0],
                        List.of(
                                "Origin",
                                origin,
                                "Access-Control-Request-Method",
                                "GET",
                                "Access-Control-Request-Headers",
                                "authorization"));
    }

    @ParameterizedTest
    @CsvSource({
        "/,200",
        "/index.html,200",
        "/favicon.svg,200",
        "/api/me,401",
        "/api/none,401",
        "/none.js,404",
        "/actuator/health,200",
        "/actuator/prometheus,401",
        "/ws/info,200"
    })
    void everyAnswerKeepsAPageToItself(String path, int status) {
        Answer answer = instance.api().get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void aRequestThatNoFilterSeesIsAnsweredWithoutAPage() throws IOException {
        try (var raw = RawWebSocket.open(instance.port(), "Host: another", "Bad Header")) {
            assertThat(raw.response().getFirst()).contains(" 400 ");
            assertThat(raw.response())
                    .anyMatch(line -> line.equalsIgnoreCase("Content-Type: application/problem+json"))
                    .anyMatch(line -> line.equalsIgnoreCase("X-Content-Type-Options: nosniff"));
        }
    }
}
