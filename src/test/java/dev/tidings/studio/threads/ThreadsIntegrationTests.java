package dev.tidings.studio.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Threads and their messages: who may do what, and what each is told of it. */
@RunningApplication
class ThreadsIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DestinationCatalog destinations;

    private Api alice;
    private Api bob;
    private String workspace;

    @BeforeEach
    void create() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
    }

    @Test
    void anOwnThreadIsSeenByItsAuthorAlone() {
        String id = begin("plans", null);
        String message = alice.post(messages(id), Map.of("text", "first")).createdId();

        assertThat(mayRead("alice", id)).isTrue();
        assertThat(lastOf(queue("alice")).at("/resource/id").asString()).isEqualTo(id);
        for (Api stranger : List.of(bob, Api.on(port).as("admin"))) {
            stranger.get("/api/threads/" + id).isProblem(404);
            stranger.put("/api/threads/" + id, Map.of("title", "mine")).isProblem(404);
            stranger.delete("/api/threads/" + id).isProblem(404);
            stranger.get(messages(id)).isProblem(404);
            stranger.post(messages(id), Map.of("text", "mine")).isProblem(404);
            stranger.put(messages(id) + "/" + message, Map.of("text", "mine")).isProblem(404);
            stranger.delete(messages(id) + "/" + message).isProblem(404);
            assertThat(stranger.get("/api/threads").text()).doesNotContain(id);
        }
        assertThat(mayRead("bob", id)).isFalse();
    }

    @Test
    void aThreadOfAWorkspaceIsSeenByItsMembers() {
        join("bob", "viewer");
        String id = begin("plans", workspace);

        assertThat(bob.get("/api/threads/" + id).json().path("workspace_id").asString())
                .isEqualTo(workspace);
        assertThat(bob.get("/api/threads").text()).contains(id);
        assertThat(mayRead("bob", id)).isTrue();
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(id);
        bob.post(messages(id), Map.of("text", "mine")).isProblem(403);
        bob.post("/api/threads", Map.of("title", "mine", "workspace_id", workspace))
                .isProblem(403);
        bob.put("/api/threads/" + id, Map.of("title", "mine")).isProblem(403);
        bob.delete("/api/threads/" + id).isProblem(403);
    }

    @Test
    void editorsWriteAndOwnersDeleteWhatOthersWrote() {
        join("bob", "editor");
        String id = begin("plans", workspace);
        String ofAlice = alice.post(messages(id), Map.of("text", "of alice")).createdId();
        String ofBob = bob.post(messages(id), Map.of("text", "of bob")).createdId();

        bob.put(messages(id) + "/" + ofAlice, Map.of("text", "mine")).isProblem(403);
        bob.delete(messages(id) + "/" + ofAlice).isProblem(403);
        bob.put("/api/threads/" + id, Map.of("title", "mine")).isProblem(403);
        alice.put(messages(id) + "/" + ofBob, Map.of("text", "mine")).isProblem(403);

        assertThat(bob.put(messages(id) + "/" + ofBob, Map.of("text", "edited")).status())
                .isEqualTo(200);
        assertThat(alice.delete(messages(id) + "/" + ofBob).status()).isEqualTo(204);
        assertThat(bob.get(messages(id)).json().path("items").size()).isOne();
    }

    @Test
    void tellsTheThreadOfItsMessagesInTheirOrder() {
        String id = begin("plans", null);
        Answer written = alice.post(messages(id), Map.of("text", "first"));
        assertThat(lastOf(topic(id)).path("resource_type").asString()).isEqualTo("message");
        assertThat(lastOf(topic(id)).path("resource")).isEqualTo(written.json());

        String message = written.json().path("id").asString();
        alice.put(messages(id) + "/" + message, Map.of("text", "second"), "If-Match", "\"1\"");
        assertThat(lastOf(topic(id)).path("event").asString()).isEqualTo("updated");
        assertThat(lastOf(topic(id)).at("/resource/text").asString()).isEqualTo("second");

        alice.put(messages(id) + "/" + message, Map.of("text", "third"), "If-Match", "\"1\"")
                .isProblem(412);
        alice.delete(messages(id) + "/" + message);
        assertThat(lastOf(topic(id)).path("resource").toString())
                .isEqualTo("{\"id\":\"%s\",\"thread_id\":\"%s\"}".formatted(message, id));
    }

    @Test
    void tellsAllWhoSeeItOfANewTitleAndOfTheEnd() {
        join("bob", "viewer");
        String id = begin("plans", workspace);

        Answer renamed = alice.put("/api/threads/" + id, Map.of("title", "better plans"));
        for (Destination told : List.of(topic(id), queue("alice"), queue("bob"))) {
            assertThat(lastOf(told).path("event").asString()).isEqualTo("updated");
            assertThat(lastOf(told).path("resource")).isEqualTo(renamed.json());
        }

        assertThat(alice.delete("/api/threads/" + id).status()).isEqualTo(204);
        for (Destination told : List.of(topic(id), queue("alice"), queue("bob"))) {
            assertThat(lastOf(told).path("event").asString()).isEqualTo("deleted");
        }
        assertThat(mayRead("alice", id)).isFalse();
    }

    @Test
    void comesAndGoesWithTheMembership() {
        String id = begin("plans", workspace);

        join("bob", "viewer");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("created");
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(id);

        bob.delete("/api/workspaces/" + workspace + "/members?user=bob");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(id);
        assertThat(mayRead("bob", id)).isFalse();
    }

    @Test
    void goesWithItsWorkspace() {
        join("bob", "viewer");
        String id = begin("plans", workspace);
        alice.post(messages(id), Map.of("text", "first"));

        assertThat(alice.delete("/api/workspaces/" + workspace).status()).isEqualTo(204);

        for (Destination told : List.of(topic(id), queue("alice"), queue("bob"))) {
            assertThat(lastOf(told).path("event").asString()).isEqualTo("deleted");
        }
        alice.get("/api/threads/" + id).isProblem(404);
    }

    @Test
    void saysNothingWhenNothingChanges() {
        String id = begin("plans", null);
        String message = alice.post(messages(id), Map.of("text", "first")).createdId();
        long before = numbered().head(topic(id)).sequence();

        alice.put("/api/threads/" + id, Map.of("title", "plans"));
        alice.put(messages(id) + "/" + message, Map.of("text", "first"));

        assertThat(numbered().head(topic(id)).sequence()).isEqualTo(before);
    }

    @Test
    void listsInPagesWithThePositionThatTheListIsValidAt() {
        String id = begin("plans", null);
        for (int i = 0; i < 5; i++) {
            alice.post(messages(id), Map.of("text", "message " + i));
        }

        Answer first = alice.get(messages(id) + "?limit=2");
        assertThat(first.header("Change-Position"))
                .isEqualTo(topic(id).address() + "@" + numbered().head(topic(id)));
        var seen = new HashSet<String>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = alice.get(messages(id) + "?limit=2" + next).json();
            page.path("items").forEach(item -> seen.add(item.path("text").asString()));
            next = page.has("next") ? "&after=" + page.path("next").asString() : "";
            pages++;
        } while (!next.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(5);
        alice.get(messages(id) + "?after=x").isProblem(400);
        alice.get("/api/threads?after=x").isProblem(400);
        assertThat(alice.get("/api/threads").header("Change-Position"))
                .isEqualTo("/user/queue/threads@" + numbered().head(queue("alice")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":null}",
                "{\"text\":\"\"}",
                "{\"text\":\"  \"}",
                "{\"text\":\"a\\u0000b\"}",
                "{\"text\":\"\\ud800\"}",
                "{\"text\":{}}",
                "7"
            })
    void refusesBadMessages(String body) {
        String id = begin("plans", null);

        alice.send("POST", messages(id), "application/json", body.getBytes(StandardCharsets.UTF_8))
                .isProblem(400);
    }

    @Test
    void takesALongMessageAndNoLongerOne() {
        String id = begin("plans", null);

        assertThat(alice.post(messages(id), Map.of("text", "🎉".repeat(10_000))).status())
                .isEqualTo(201);
        alice.post(messages(id), Map.of("text", "a".repeat(10_001))).isProblem(400);
    }

    @Test
    void knowsNoOtherPlaces() {
        String id = begin("plans", null);
        String other = begin("others", null);
        String message = alice.post(messages(id), Map.of("text", "first")).createdId();

        alice.put(messages(other) + "/" + message, Map.of("text", "moved")).isProblem(404);
        alice.get("/api/threads/x").isProblem(404);
        alice.get("/api/threads/x/messages").isProblem(404);
        alice.post("/api/threads", Map.of("title", "a", "workspace_id", "x")).isProblem(404);
        alice.post(
                        "/api/threads",
                        Map.of("title", "a", "workspace_id", UUID.randomUUID().toString()))
                .isProblem(404);
        alice.post("/api/threads", Map.of("title", " ")).isProblem(400);
    }

    private String begin(String title, @Nullable String workspaceId) {
        var body = new HashMap<String, Object>(Map.of("title", title));
        if (workspaceId != null) {
            body.put("workspace_id", workspaceId);
        }
        return alice.post("/api/threads", body).createdId();
    }

    private void join(String user, String role) {
        assertThat(alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", user, "role", role))
                        .status())
                .isEqualTo(200);
    }

    private static String messages(String thread) {
        return "/api/threads/" + thread + "/messages";
    }

    private boolean mayRead(String user, String id) {
        return destinations.mayRead(new Reader(user, Set.of()), topic(id));
    }

    private static Destination topic(String id) {
        return ThreadChanges.topic(id);
    }

    private static Destination queue(String user) {
        return ThreadChanges.queue(user);
    }

    private ChangeLog numbered() {
        return NumberedChanges.in(changes, jdbc);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }
}
