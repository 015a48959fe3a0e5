package dev.tidings.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The sessions of two instances, as either shows and ends them. */
class SessionDirectoryIntegrationTests {

    private static Instance first;
    private static Instance second;

    @BeforeAll
    static void start() {
        String database =
                "--spring.datasource.url=jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1"
                        .formatted(UUID.randomUUID());
        first = Instance.own(database);
        second = Instance.own(database);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @AfterEach
    void forgetsWhoHasLeft() {
        awaitSessions(first.api().as("admin"), "/api/admin/sessions", 0);
    }

    @Test
    void showsToEachUserTheirOwn() {
        Instant before = first.bean(Clock.class).instant();
        try (var _ = client(first, "alice");
                var _ = client(second, "alice");
                var _ = client(second, "bob")) {
            Api alice = first.api().as("alice");

            List<JsonNode> sessions = awaitSessions(alice, "/api/me/sessions", 2);

            assertThat(sessions).allSatisfy(session -> {
                assertThat(session.path("user").asString()).isEqualTo("alice");
                assertThat(session.path("address").asString())
                        .isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");
                assertThat(session.path("user_agent").asString()).startsWith("Java-http-client/");
                assertThat(Instant.parse(session.path("connected_at").asString()))
                        .isBetween(before, before.plusSeconds(60));
            });
            assertThat(sessions)
                    .extracting(session -> session.path("instance").asString())
                    .doesNotHaveDuplicates();
            Api admin = second.api().as("admin");
            awaitSessions(admin, "/api/admin/sessions", 3);
            awaitSessions(admin, "/api/admin/sessions?user=bob", 1);
            JsonNode page = admin.get("/api/admin/sessions?limit=2").json();
            assertThat(page.path("sessions").size()).isEqualTo(2);
            assertThat(sessions(
                            admin,
                            "/api/admin/sessions?after=" + page.path("next").asString()))
                    .hasSize(1);
        }
    }

    @Test
    void endsOnesOwnSessionOnAnotherInstance() {
        try (var ending = client(second, "alice");
                var staying = client(second, "bob")) {
            Api alice = first.api().as("alice");
            String id = awaitSessions(alice, "/api/me/sessions", 1)
                    .getFirst()
                    .path("id")
                    .asString();
            first.api().as("bob").delete("/api/me/sessions/" + id).isProblem(404);

            assertThat(alice.delete("/api/me/sessions/" + id).status()).isEqualTo(204);

            Instant asked = first.bean(Clock.class).instant();
            assertThat(ending.expectError("token_revoked").header("retry")).isEqualTo("never");
            ending.expectClose(4401);
            assertThat(first.bean(Clock.class).instant()).isBefore(asked.plus(Duration.ofSeconds(2)));
            staying.expectAlive();
            awaitSessions(alice, "/api/me/sessions", 0);
            alice.delete("/api/me/sessions/" + id).isProblem(404);
        }
    }

    @Test
    void letsAdminsEndTheSessionsOfOthers() {
        try (var ending = client(first, "alice")) {
            Api admin = second.api().as("admin");
            String id = awaitSessions(admin, "/api/admin/sessions?user=alice", 1)
                    .getFirst()
                    .path("id")
                    .asString();
            second.api().as("alice").delete("/api/admin/sessions/" + id).isProblem(403);

            assertThat(admin.delete("/api/admin/sessions/" + id).status()).isEqualTo(204);

            ending.expectError("token_revoked");
            ending.expectClose(4401);
        }
    }

    private static StompTestClient client(Instance instance, String user) {
        return StompTestClient.connected(instance.port(), instance.token(user));
    }

    private static List<JsonNode> awaitSessions(Api reader, String path, int count) {
        await().untilAsserted(() -> assertThat(sessions(reader, path)).hasSize(count));
        return sessions(reader, path);
    }

    private static List<JsonNode> sessions(Api reader, String path) {
        return reader.get(path).json().path("sessions").valueStream().toList();
    }
}
