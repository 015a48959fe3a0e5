package dev.tidings.studio.workflows;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Workflows and their versions: who may do what, and what each is told of it. */
@RunningApplication
@TestPropertySource(properties = "tidings.workflows.autosaves=2")
class WorkflowsIntegrationTests {

    private static final Map<String, Object> EMPTY = Map.of("nodes", List.of(), "edges", List.of());

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
    void keepsAGraphAsItIs() {
        String json = """
                {"nodes":[
                {"type":"http_get","id":"a","name":"Fetch","url":"http://localhost/a.csv"},
                {"type":"text_transform","id":"b","name":"Shout","transformation":"upper_case"},
                {"type":"csv_summary","id":"c","name":"Summarize"},
                {"type":"checksum","id":"d","name":"Digest","asset_id":"%s"},
                {"type":"image_thumbnail","id":"e","name":"Small","size":64},
                {"type":"delay","id":"f","name":"Wait","milliseconds":5}],
                "edges":[
                {"id":"ab","source":"a","target":"b"},
                {"id":"ac","source":"a","target":"c"},
                {"id":"ae","source":"a","target":"e"}]}""".formatted(file(alice));
        JsonNode graph = JsonMapper.shared().readTree(json);

        Answer created = alice.post("/api/workflows", Map.of("name", "all", "graph", graph));

        String id = created.createdId();
        assertThat(created.json().path("graph")).isEqualTo(graph);
        Answer read = alice.get("/api/workflows/" + id);
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.header("Change-Position"))
                .isEqualTo(topic(id).address() + "@" + numbered().head(topic(id)));
        assertThat(lastOf(queue("alice")).at("/resource/node_count").asInt()).isEqualTo(6);
        assertThat(lastOf(queue("alice")).path("resource").has("graph")).isFalse();
    }

    @Test
    void anOwnWorkflowIsSeenByItsAuthorAlone() {
        String id = create("mine", null);

        assertThat(mayRead("alice", id)).isTrue();
        for (Api stranger : List.of(bob, Api.on(port).as("admin"))) {
            stranger.get("/api/workflows/" + id).isProblem(404);
            stranger.put("/api/workflows/" + id, Map.of("name", "his")).isProblem(404);
            stranger.delete("/api/workflows/" + id).isProblem(404);
            stranger.get(versions(id)).isProblem(404);
            stranger.get(versions(id) + "/1").isProblem(404);
            stranger.post(versions(id) + "/1/restore", Map.of()).isProblem(404);
            stranger.delete(versions(id) + "/1").isProblem(404);
            assertThat(stranger.get("/api/workflows").text()).doesNotContain(id);
        }
        assertThat(mayRead("bob", id)).isFalse();
    }

    @Test
    void viewersReadEditorsSaveAndOwnersDelete() {
        join("bob", "viewer");
        String id = create("ours", workspace);

        assertThat(bob.get("/api/workflows/" + id).json().path("workspace_id").asString())
                .isEqualTo(workspace);
        assertThat(bob.get("/api/workflows").text()).contains(id);
        bob.put("/api/workflows/" + id, Map.of("name", "his")).isProblem(403);
        bob.post("/api/workflows", Map.of("name", "his", "workspace_id", workspace, "graph", EMPTY))
                .isProblem(403);
        bob.post(versions(id) + "/1/restore", Map.of()).isProblem(403);
        bob.delete(versions(id) + "/1").isProblem(403);

        join("bob", "editor");
        assertThat(bob.put("/api/workflows/" + id, Map.of("name", "better")).status())
                .isEqualTo(200);
        bob.delete("/api/workflows/" + id).isProblem(403);
        String ofBob = bob.post("/api/workflows", Map.of("name", "his", "workspace_id", workspace, "graph", EMPTY))
                .createdId();
        assertThat(alice.delete("/api/workflows/" + ofBob).status()).isEqualTo(204);
    }

    @Test
    void tellsTheListWithoutTheGraphAndTheTopicWithIt() {
        join("bob", "viewer");
        String id = create("ours", workspace);

        Answer saved = alice.put("/api/workflows/" + id, Map.of("graph", delays(1)));

        JsonNode toTopic = lastOf(topic(id));
        assertThat(toTopic.path("event").asString()).isEqualTo("updated");
        assertThat(toTopic.path("resource")).isEqualTo(saved.json());
        for (String user : List.of("alice", "bob")) {
            JsonNode item = lastOf(queue(user));
            assertThat(item.path("event").asString()).isEqualTo("updated");
            assertThat(item.path("resource"))
                    .isEqualTo(
                            Api.on(port).as(user).get("/api/workflows").json().at("/items/0"));
        }
    }

    @Test
    void aSaveMakesAVersionAndARestoreMakesAnother() {
        String id = create("versioned", null);
        alice.put("/api/workflows/" + id, Map.of("graph", delays(1)));
        assertThat(lastUpdate(id)).isEqualTo("created 2 save");

        Answer restored = alice.post(versions(id) + "/1/restore", Map.of());

        assertThat(restored.json().at("/graph/nodes")).isEmpty();
        assertThat(restored.json().path("current_version").asInt()).isEqualTo(3);
        assertThat(lastUpdate(id)).isEqualTo("restored 3 restore");
        assertThat(alice.get(versions(id) + "/2").json().at("/graph/nodes").size())
                .isOne();
        alice.delete(versions(id) + "/3").isProblem(409);
        assertThat(alice.delete(versions(id) + "/2").status()).isEqualTo(204);
        assertThat(lastUpdate(id)).isEqualTo("deleted 2 ");
        assertThat(numbersOf(id)).containsExactly(3, 1);
    }

    @Test
    void onlyTheNewestAutosavesAreKept() {
        String id = create("autosaved", null);
        for (int i = 1; i <= 3; i++) {
            alice.put("/api/workflows/" + id, Map.of("graph", delays(i), "autosave", true));
        }
        alice.put("/api/workflows/" + id, Map.of("graph", delays(4)));

        assertThat(numbersOf(id)).containsExactly(5, 4, 3, 1);
        assertThat(told(topic(id)).stream()
                        .filter(body -> body.path("type").asString().equals("version_update"))
                        .map(WorkflowsIntegrationTests::describe))
                .containsExactly(
                        "created 1 save",
                        "created 2 autosave",
                        "created 3 autosave",
                        "created 4 autosave",
                        "deleted 2 ",
                        "created 5 save");
    }

    @Test
    void saysNothingWhenNothingChanges() {
        String id = create("same", null);
        alice.put("/api/workflows/" + id, Map.of("graph", delays(1)));
        long before = numbered().head(topic(id)).sequence();

        alice.put("/api/workflows/" + id, Map.of("name", "same", "template", false, "graph", delays(1)));
        alice.post(versions(id) + "/2/restore", Map.of());

        assertThat(numbered().head(topic(id)).sequence()).isEqualTo(before);
    }

    @Test
    void listsTemplatesByThemselves() {
        String id = create("plain", null);
        String template = create("pattern", null);
        alice.put("/api/workflows/" + template, Map.of("template", true));

        assertThat(alice.get("/api/workflows?template=true").text())
                .contains(template)
                .doesNotContain(id);
        assertThat(alice.get("/api/workflows?template=false").text())
                .contains(id)
                .doesNotContain(template);
        assertThat(alice.get("/api/workflows").text()).contains(id, template);
        assertThat(alice.get("/api/workflows?template=true").header("Change-Position"))
                .isEqualTo("/user/queue/workflows@" + numbered().head(queue("alice")));
    }

    @Test
    void comesAndGoesWithTheMembershipAndTheWorkspace() {
        String id = create("ours", workspace);

        join("bob", "viewer");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("created");
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(id);

        bob.delete("/api/workspaces/" + workspace + "/members?user=bob");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
        assertThat(mayRead("bob", id)).isFalse();

        assertThat(alice.delete("/api/workspaces/" + workspace).status()).isEqualTo(204);
        for (Destination told : List.of(topic(id), queue("alice"))) {
            assertThat(lastOf(told).path("event").asString()).isEqualTo("deleted");
        }
        alice.get("/api/workflows/" + id).isProblem(404);
    }

    @Test
    void refusesWhatIsStale() {
        String id = create("stale", null);
        alice.put("/api/workflows/" + id, Map.of("name", "newer"), "If-Match", "\"1\"");

        alice.put("/api/workflows/" + id, Map.of("name", "older"), "If-Match", "\"1\"")
                .isProblem(412);
        alice.post(versions(id) + "/1/restore", Map.of(), "If-Match", "\"1\"").isProblem(412);
        alice.delete("/api/workflows/" + id, "If-Match", "\"1\"").isProblem(412);
        assertThat(alice.delete("/api/workflows/" + id, "If-Match", "\"2\"").status())
                .isEqualTo(204);
    }

    @Test
    void namesOnlyFilesThatWhoSavesItMayRead() {
        join("bob", "editor");
        Map<String, Object> ofAlice = checksumOf(file(alice));
        Map<String, Object> ofBob = checksumOf(file(bob));
        assertThat(bob.post("/api/workflows", Map.of("name", "his", "graph", ofAlice))
                        .isProblem(400)
                        .field())
                .isEqualTo("graph.nodes[0].asset_id");
        String id = create("ours", workspace);
        bob.put("/api/workflows/" + id, Map.of("graph", ofAlice)).isProblem(400);

        assertThat(alice.put("/api/workflows/" + id, Map.of("graph", ofAlice)).status())
                .isEqualTo(200);

        assertThat(bob.put("/api/workflows/" + id, Map.of("name", "better", "graph", ofAlice))
                        .status())
                .isEqualTo(200);
        assertThat(bob.put("/api/workflows/" + id, Map.of("graph", ofBob)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a"}                                                                        | graph
            {"name":"","graph":{"nodes":[],"edges":[]}}                                         | name
            {"name":"a","graph":{"edges":[]}}                                                   | graph.nodes
            {"name":"a","graph":{"nodes":[null],"edges":[]}}                                    | graph.nodes[0]
            {"name":"a","graph":{"nodes":[{"type":"shell","id":"a","name":"a"}],"edges":[]}}     | graph.nodes[0]
            {"name":"a","graph":{"nodes":[{"id":"a","name":"a"}],"edges":[]}}                    | graph.nodes[0]
            {"name":"a","graph":{"nodes":[{"type":"delay","id":"a b","name":"a","milliseconds":0}],"edges":[]}}   | graph.nodes[0].id
            {"name":"a","graph":{"nodes":[{"type":"delay","id":"a","milliseconds":0}],"edges":[]}}                | graph.nodes[0].name
            {"name":"a","graph":{"nodes":[{"type":"delay","id":"a","name":"a"}],"edges":[]}}     | graph.nodes[0].milliseconds
            {"name":"a","graph":{"nodes":[{"type":"http_get","id":"a","name":"a"}],"edges":[]}}  | graph.nodes[0].url
            {"name":"a","graph":{"nodes":[{"type":"checksum","id":"a","name":"a"}],"edges":[]}}  | graph.nodes[0]
            {"name":"a","graph":{"nodes":[],"edges":[{"id":"e","source":"a","target":"b"}]}}     | graph.edges[0].source
            """)
    void refusesBadWorkflows(String body, String field) {
        assertThat(alice.send("POST", "/api/workflows", "application/json", body.getBytes(StandardCharsets.UTF_8))
                        .isProblem(400)
                        .field())
                .isEqualTo(field);
    }

    @Test
    void knowsNoOtherPlaces() {
        String id = create("mine", null);

        alice.get("/api/workflows/x").isProblem(404);
        alice.get(versions("x")).isProblem(404);
        alice.get(versions(id) + "/2").isProblem(404);
        alice.get(versions(id) + "/x").isProblem(400);
        alice.post(versions(id) + "/2/restore", Map.of()).isProblem(404);
        alice.post("/api/workflows", Map.of("name", "a", "workspace_id", "x", "graph", EMPTY))
                .isProblem(404);
        alice.get("/api/workflows?after=x").isProblem(400);
        alice.get("/api/workflows?template=x").isProblem(400);
    }

    private String create(String name, @Nullable String workspaceId) {
        var body = new HashMap<String, Object>(Map.of("name", name, "graph", EMPTY));
        if (workspaceId != null) {
            body.put("workspace_id", workspaceId);
        }
        return alice.post("/api/workflows", body).createdId();
    }

    private static String file(Api user) {
        return user.file(user.home(), UUID.randomUUID() + ".txt", new byte[] {1});
    }

    /** Makes a graph that reads a file. */
    private static Map<String, Object> checksumOf(String file) {
        return Map.of(
                "nodes",
                List.of(Map.of("type", "checksum", "id", "sum", "name", "sum", "asset_id", file)),
                "edges",
                List.of());
    }

    /** Makes a graph of so many nodes. */
    private static Map<String, Object> delays(int count) {
        List<Map<String, Object>> nodes = IntStream.range(0, count)
                .mapToObj(i -> Map.<String, Object>of("type", "delay", "id", "n" + i, "name", "n", "milliseconds", 0))
                .toList();
        return Map.of("nodes", nodes, "edges", List.of());
    }

    private void join(String user, String role) {
        assertThat(alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", user, "role", role))
                        .status())
                .isEqualTo(200);
    }

    private List<Integer> numbersOf(String id) {
        return alice.get(versions(id))
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("number").asInt())
                .toList();
    }

    private String lastUpdate(String id) {
        return told(topic(id)).stream()
                .filter(body -> body.path("type").asString().equals("version_update"))
                .map(WorkflowsIntegrationTests::describe)
                .toList()
                .getLast();
    }

    private static String describe(JsonNode update) {
        return "%s %d %s"
                .formatted(
                        update.path("action").asString(),
                        update.path("number").asInt(),
                        update.at("/version/origin").asString(""));
    }

    private List<JsonNode> told(Destination destination) {
        return NumberedChanges.bodies(changes, jdbc, destination, 0);
    }

    private static String versions(String id) {
        return "/api/workflows/" + id + "/versions";
    }

    private boolean mayRead(String user, String id) {
        return destinations.mayRead(new Reader(user, Set.of()), topic(id));
    }

    private static Destination topic(String id) {
        return WorkflowChanges.topic(id);
    }

    private static Destination queue(String user) {
        return WorkflowChanges.queue(user);
    }

    private ChangeLog numbered() {
        return NumberedChanges.in(changes, jdbc);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }
}
