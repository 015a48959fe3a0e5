package dev.tidings.studio.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.Together;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Workspaces and their members: who may do what, and what each is told of it. */
@RunningApplication
class WorkspacesIntegrationTests {

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
    private String id;

    @BeforeEach
    void create() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        Answer created = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()));
        assertThat(created.status()).isEqualTo(201);
        id = created.json().path("id").asString();
    }

    @Test
    void belongsToWhoeverCreatedIt() {
        assertThat(roles()).containsExactly("alice owner");
        assertThat(alice.get("/api/workspaces/" + id).json().path("version").asLong())
                .isEqualTo(1);
        assertThat(mayRead("alice")).isTrue();
        assertThat(lastOf(queue("alice")).path("event").asString()).isEqualTo("created");
    }

    @Test
    void doesNotExistForAnybodyElse() {
        for (Api stranger : List.of(bob, Api.on(port).as("admin"))) {
            stranger.get("/api/workspaces/" + id).isProblem(404);
            stranger.put("/api/workspaces/" + id, Map.of("name", "mine")).isProblem(404);
            stranger.delete("/api/workspaces/" + id).isProblem(404);
            stranger.get(members()).isProblem(404);
            stranger.put(members(), Map.of("user", "bob", "role", "owner")).isProblem(404);
            stranger.delete(members() + "?user=alice").isProblem(404);
            assertThat(stranger.get("/api/workspaces").text()).doesNotContain(id);
        }
        assertThat(mayRead("bob")).isFalse();
        assertThat(mayRead("admin")).isFalse();
    }

    @Test
    void letsViewersReadAndLeave() {
        join("bob", "viewer");

        assertThat(bob.get("/api/workspaces/" + id).status()).isEqualTo(200);
        assertThat(bob.get("/api/workspaces").text()).contains(id);
        assertThat(mayRead("bob")).isTrue();
        bob.put("/api/workspaces/" + id, Map.of("name", "mine")).isProblem(403);
        bob.put(members(), Map.of("user", "bob", "role", "owner")).isProblem(403);
        bob.delete(members() + "?user=alice").isProblem(403);
        bob.delete("/api/workspaces/" + id).isProblem(403);

        assertThat(bob.delete(members() + "?user=bob").status()).isEqualTo(204);
        bob.get("/api/workspaces/" + id).isProblem(404);
        assertThat(mayRead("bob")).isFalse();
    }

    @Test
    void letsEditorsRenameAndNoMore() {
        join("bob", "editor");

        assertThat(bob.put("/api/workspaces/" + id, Map.of("name", "renamed")).status())
                .isEqualTo(200);

        bob.put(members(), Map.of("user", "admin", "role", "viewer")).isProblem(403);
        bob.delete("/api/workspaces/" + id).isProblem(403);
    }

    @Test
    void tellsTheWorkspaceAndEachMemberOfANewName() {
        join("bob", "viewer");

        Answer renamed = alice.put("/api/workspaces/" + id, Map.of("name", "renamed"), "If-Match", "\"1\"");

        assertThat(renamed.status()).isEqualTo(200);
        for (Destination told : List.of(topic(), queue("alice"), queue("bob"))) {
            JsonNode change = lastOf(told);
            assertThat(change.path("event").asString()).isEqualTo("updated");
            assertThat(change.path("resource")).isEqualTo(renamed.json());
        }
    }

    @Test
    void saysNothingWhenNothingChanges() {
        join("bob", "viewer");
        long before = numbered().head(topic()).sequence();
        String name = alice.get("/api/workspaces/" + id).json().path("name").asString();

        assertThat(alice.put("/api/workspaces/" + id, Map.of("name", name)).status())
                .isEqualTo(200);
        join("bob", "viewer");

        assertThat(numbered().head(topic()).sequence()).isEqualTo(before);
    }

    @Test
    void refusesAChangeOfAnotherVersion() {
        alice.put("/api/workspaces/" + id, Map.of("name", "renamed"), "If-Match", "\"7\"")
                .isProblem(412);
        alice.delete("/api/workspaces/" + id, "If-Match", "\"7\"").isProblem(412);
    }

    @Test
    void tellsWhoJoinsAndWhoLeaves() {
        join("bob", "viewer");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("created");
        assertThat(lastOf(topic()).toString())
                .contains("\"resource_type\":\"workspace_member\"", "\"id\":\"bob\"", "\"role\":\"viewer\"");

        join("bob", "editor");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("updated");
        assertThat(lastOf(topic()).path("resource").path("role").asString()).isEqualTo("editor");

        assertThat(alice.delete(members() + "?user=bob").status()).isEqualTo(204);
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
        assertThat(lastOf(topic()).path("event").asString()).isEqualTo("deleted");
        assertThat(roles()).containsExactly("alice owner");
    }

    @Test
    void tellsAllMembersThatItIsGone() {
        join("bob", "viewer");

        assertThat(alice.delete("/api/workspaces/" + id).status()).isEqualTo(204);

        for (Destination told : List.of(topic(), queue("alice"), queue("bob"))) {
            assertThat(lastOf(told).path("event").asString()).isEqualTo("deleted");
            assertThat(lastOf(told).path("resource").toString()).isEqualTo("{\"id\":\"" + id + "\"}");
        }
        alice.get("/api/workspaces/" + id).isProblem(404);
        assertThat(mayRead("alice")).isFalse();
    }

    @Test
    void keepsItsLastOwner() {
        alice.delete(members() + "?user=alice").isProblem(409);
        alice.put(members(), Map.of("user", "alice", "role", "viewer")).isProblem(409);
        join("bob", "owner");

        assertThat(alice.delete(members() + "?user=alice").status()).isEqualTo(204);

        assertThat(mayRead("alice")).isFalse();
        bob.delete(members() + "?user=bob").isProblem(409);
    }

    @Test
    void keepsAnOwnerWhenBothLeaveAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            create();
            join("bob", "owner");

            List<Integer> statuses = Together.run(
                    () -> alice.delete(members() + "?user=alice").status(),
                    () -> bob.delete(members() + "?user=bob").status());

            assertThat(statuses).containsExactlyInAnyOrder(204, 409);
        }
    }

    @Test
    void listsWithThePositionsThatTheListsAreValidAt() {
        numbered();
        Answer workspaces = alice.get("/api/workspaces");
        Answer list = alice.get(members());

        assertThat(workspaces.header("Change-Position"))
                .isEqualTo("/user/queue/workspaces@" + numbered().head(queue("alice")));
        assertThat(list.header("Change-Position"))
                .isEqualTo(topic().address() + "@" + numbered().head(topic()));
        assertThat(alice.get("/api/workspaces", "If-None-Match", workspaces.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"name\":null}", "{\"name\":\"\"}", "{\"name\":\" a\"}", "{\"name\":7}", "[]", "{\"name"
            })
    void refusesBadNames(String body) {
        alice.send("POST", "/api/workspaces", "application/json", body.getBytes(StandardCharsets.UTF_8))
                .isProblem(400);
    }

    @Test
    void refusesMembersThatCannotBe() {
        alice.put(members(), Map.of("user", "nobody", "role", "viewer")).isProblem(400);
        alice.put(members(), Map.of("user", "", "role", "viewer")).isProblem(400);
        alice.put(members(), Map.of("user", "bob", "role", "admin")).isProblem(400);
        alice.put(members(), Map.of("user", "bob")).isProblem(400);
        alice.delete(members() + "?user=bob").isProblem(404);
        alice.delete(members()).isProblem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "00000000-0000-0000-0000-000000000000", "*", "a%20b"})
    void knowsNoOtherIds(String other) {
        alice.get("/api/workspaces/" + other).isProblem(404);
        alice.get("/api/workspaces/" + other + "/members").isProblem(404);
    }

    private void join(String user, String role) {
        assertThat(alice.put(members(), Map.of("user", user, "role", role)).status())
                .isEqualTo(200);
    }

    private String members() {
        return "/api/workspaces/" + id + "/members";
    }

    private List<String> roles() {
        return alice.get(members())
                .json()
                .path("items")
                .valueStream()
                .map(item ->
                        item.path("id").asString() + " " + item.path("role").asString())
                .toList();
    }

    private boolean mayRead(String user) {
        return destinations.mayRead(new Reader(user, Set.of("admin")), topic());
    }

    private Destination topic() {
        return WorkspaceChanges.topic(id);
    }

    private static Destination queue(String user) {
        return WorkspaceChanges.queue(user);
    }

    private ChangeLog numbered() {
        return NumberedChanges.in(changes, jdbc);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }
}
