package dev.tidings.studio.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Notifications: what makes one, who sees it, and what its reader does with it. */
@RunningApplication
class NotificationsIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private NotificationService service;

    private Api alice;
    private Api bob;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
    }

    @Test
    void tellsOfTheEndOfAJob() {
        String file = alice.file(alice.folder(alice.home(), "f-" + UUID.randomUUID()), "abc", utf8("abc"));
        String job = alice.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file))
                .createdId();

        JsonNode told = awaitAbout(alice, job);

        assertThat(told.path("kind").asString()).isEqualTo("job_completed");
        assertThat(told.path("text").asString()).isEqualTo("The checksum of 'abc' is there");
        assertThat(told.path("read").asBoolean()).isFalse();
        assertThat(bob.get("/api/notifications").text()).doesNotContain(job);
    }

    @Test
    void tellsANewMemberOfTheWorkspaceAndNobodyElse() {
        long before = numbered().head(queue("alice")).sequence();

        JsonNode told = joined();

        assertThat(told.path("kind").asString()).isEqualTo("workspace_joined");
        assertThat(told.path("text").asString()).startsWith("You are now a member of workspace 'w-");
        assertThat(told.at("/about/type").asString()).isEqualTo("workspace");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("created");
        assertThat(lastOf(queue("bob")).path("resource")).isEqualTo(told);
        assertThat(numbered().head(queue("alice")).sequence()).isEqualTo(before);
    }

    @Test
    void isMarkedAsReadAndAsUnread() {
        String id = joined().path("id").asString();

        Answer read = bob.put("/api/notifications/" + id, Map.of("read", true), "If-Match", "\"1\"");

        assertThat(read.json().path("read").asBoolean()).isTrue();
        assertThat(read.header("ETag")).isEqualTo("\"2\"");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("updated");
        assertThat(lastOf(queue("bob")).path("resource")).isEqualTo(read.json());
        bob.put("/api/notifications/" + id, Map.of("read", false), "If-Match", "\"1\"")
                .isProblem(412);
        long before = numbered().head(queue("bob")).sequence();
        assertThat(bob.put("/api/notifications/" + id, Map.of("read", true)).header("ETag"))
                .isEqualTo("\"2\"");
        assertThat(numbered().head(queue("bob")).sequence()).isEqualTo(before);
    }

    @Test
    void isDeletedByItsReader() {
        String id = joined().path("id").asString();

        assertThat(bob.delete("/api/notifications/" + id).status()).isEqualTo(204);

        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
        assertThat(lastOf(queue("bob")).path("resource").toString()).isEqualTo("{\"id\":\"" + id + "\"}");
        bob.delete("/api/notifications/" + id).isProblem(404);
    }

    @Test
    void doesNotExistForAnybodyElse() {
        String id = joined().path("id").asString();

        for (Api stranger : List.of(alice, Api.on(port).as("admin"))) {
            stranger.put("/api/notifications/" + id, Map.of("read", true)).isProblem(404);
            stranger.delete("/api/notifications/" + id).isProblem(404);
            assertThat(stranger.get("/api/notifications").text()).doesNotContain(id);
        }
        Api.on(port).get("/api/notifications").isProblem(401);
    }

    @Test
    void isRemovedWhenItIsOld() {
        String old = joined().path("id").asString();
        String recent = joined().path("id").asString();
        jdbc.sql("update notification set created_at = :time where id = :id")
                .param("time", Instant.now().minus(Duration.ofDays(31)).atOffset(ZoneOffset.UTC))
                .param("id", old)
                .update();

        service.removeOld();

        assertThat(bob.get("/api/notifications").text()).contains(recent).doesNotContain(old);
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(old);
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
    }

    @Test
    void listsNewestFirstInPages() {
        String first = joined().path("id").asString();
        String second = joined().path("id").asString();

        Answer page = bob.get("/api/notifications?limit=1");
        JsonNode rest = bob.get("/api/notifications?limit=1&after="
                        + page.json().path("next").asString())
                .json();

        assertThat(page.json().at("/items/0/id").asString()).isEqualTo(second);
        assertThat(rest.at("/items/0/id").asString()).isEqualTo(first);
        assertThat(page.header("Change-Position"))
                .isEqualTo("/user/queue/notifications@" + numbered().head(queue("bob")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"read\":null}", "{\"read\":\"maybe\"}", "[]", "7", ""})
    void refusesBadEdits(String body) {
        String id = joined().path("id").asString();

        bob.send("PUT", "/api/notifications/" + id, "application/json", utf8(body))
                .isProblem(400);
    }

    @Test
    void knowsNoOtherIds() {
        bob.put("/api/notifications/x", Map.of("read", true)).isProblem(404);
        bob.delete("/api/notifications/" + UUID.randomUUID()).isProblem(404);
        bob.get("/api/notifications?after=x").isProblem(400);
        bob.get("/api/notifications?limit=0").isProblem(400);
    }

    /** Makes bob a member of a workspace, and returns the notification of that. */
    private JsonNode joined() {
        String workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        assertThat(alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", "bob", "role", "viewer"))
                        .status())
                .isEqualTo(200);
        return awaitAbout(bob, workspace);
    }

    private static JsonNode awaitAbout(Api reader, String id) {
        return await().atMost(DEADLINE)
                .until(
                        () -> reader.get("/api/notifications")
                                .json()
                                .path("items")
                                .valueStream()
                                .filter(item -> item.at("/about/id").asString().equals(id))
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static Destination queue(String user) {
        return NotificationService.queue(user);
    }

    private ChangeLog numbered() {
        return NumberedChanges.in(changes, jdbc);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
