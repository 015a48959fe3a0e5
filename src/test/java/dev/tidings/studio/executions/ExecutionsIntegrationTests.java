package dev.tidings.studio.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.OtherHost;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Executions of workflows: what the nodes do, in which order, what is told of it, and who may see it. */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.executions.progress-interval=100ms",
            "tidings.executions.check-interval=200ms",
            "tidings.executions.max-output-size=1MB",
            "tidings.executions.max-text-size=1KB",
            "tidings.executions.timeout=2s"
        })
class ExecutionsIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Set<String> UNFINISHED = Set.of("queued", "running");
    private static final String CSV = "name,size\na,1\nb,3\n";

    private static OtherHost host;

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DestinationCatalog destinations;

    @Autowired
    private OldExecutions old;

    @Value("${tidings.storage.location}")
    private Path storage;

    private Api alice;
    private Api bob;
    private String workspace;

    @BeforeAll
    static void startHost() {
        host = new OtherHost();
    }

    @AfterAll
    static void stopHost() {
        host.close();
    }

    @DynamicPropertySource
    static void allowHost(DynamicPropertyRegistry properties) {
        properties.add("tidings.executions.allowed-hosts", () -> "localhost:" + host.port());
    }

    @BeforeEach
    void create() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        host.give(CSV.getBytes(StandardCharsets.UTF_8), "\"1\"");
        host.fail(200, 0);
        host.giveAll();
    }

    @Test
    void runsNodesInTheOrderOfTheirDependencies() throws NoSuchAlgorithmException {
        String id = execute(
                List.of(
                        httpGet("get"),
                        node("csv_summary", "summary"),
                        transform("upper", "upper_case"),
                        transform("lower", "lower_case"),
                        transform("both", "reverse_lines"),
                        node("checksum", "sum")),
                "get summary",
                "get upper",
                "get lower",
                "upper both",
                "lower both",
                "both sum");

        JsonNode done = finished(id);

        assertThat(done.path("status").asString()).isEqualTo("completed");
        assertThat(done.path("progress_percentage").asDouble()).isEqualTo(100);
        assertThat(output(id, "summary"))
                .isEqualTo("{\"rows\":2,\"columns\":[{\"name\":\"name\",\"filled\":2},"
                        + "{\"name\":\"size\",\"filled\":2,\"numbers\":{\"min\":1.0,\"max\":3.0,\"mean\":2.0}}]}");
        String both = "b,3\na,1\nname,size\nB,3\nA,1\nNAME,SIZE\n";
        assertThat(output(id, "both")).isEqualTo(both);
        assertThat(output(id, "sum")).isEqualTo(sha256(both));
        for (String edge : List.of("get summary", "upper both", "lower both", "both sum")) {
            List<String> ends = List.of(edge.split(" ", -1));
            assertThat(ended(nodeOf(done, ends.getFirst()))).isBeforeOrEqualTo(started(nodeOf(done, ends.getLast())));
        }
        assertThat(nodeOf(done, "get").at("/usage/bytes_in").asLong()).isEqualTo(CSV.length());
        assertThat(nodeOf(done, "sum").at("/output/preview").asString()).isEqualTo(sha256(both));
        assertThat(done.at("/usage/cpu_nanos").asLong()).isPositive();
    }

    @Test
    void tellsEachStepInItsOrder() {
        long before = numbered().head(queue("alice")).sequence();

        String id = execute(List.of(httpGet("get"), node("checksum", "sum")), "get sum");
        finished(id);

        assertThat(told(topic(id), 0).stream().map(ExecutionsIntegrationTests::describe))
                .containsExactly(
                        "execution_update running 0",
                        "node_update get running",
                        "execution_update running 0",
                        "output_update get",
                        "edge_update get-sum message_sent",
                        "log_update 1 info",
                        "node_update get completed",
                        "execution_update running 50",
                        "node_update sum running",
                        "execution_update running 50",
                        "output_update sum",
                        "log_update 2 info",
                        "node_update sum completed",
                        "execution_update running 100",
                        "execution_update completed 100");
        assertThat(told(queue("alice"), before).stream()
                        .map(body -> body.path("event").asString() + " "
                                + body.at("/resource/status").asString()))
                .containsExactly("created queued", "updated running", "updated completed");
        JsonNode item = alice.get("/api/executions").json().at("/items/0");
        assertThat(told(queue("alice"), before).getLast().path("resource")).isEqualTo(item);
        assertThat(alice.get("/api/executions/" + id + "/logs")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(alice.get("/api/executions/" + id).header("Change-Position"))
                .isEqualTo(topic(id).address() + "@" + numbered().head(topic(id)));
    }

    @Test
    void runsNodesAtTheSameTimeThatDoNotDependOnEachOther() {
        String id = execute(List.of(delay("one", 400), delay("two", 400)));

        JsonNode done = finished(id);

        assertThat(started(nodeOf(done, "one"))).isBefore(ended(nodeOf(done, "two")));
        assertThat(started(nodeOf(done, "two"))).isBefore(ended(nodeOf(done, "one")));
    }

    @Test
    void aNodeThatFailsEndsTheExecution() {
        host.fail(404, 1);

        String id = execute(List.of(httpGet("get"), node("checksum", "sum"), delay("long", 3_600_000)), "get sum");

        JsonNode failed = finished(id);
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("error").asString()).isEqualTo("Node 'get' failed: The other host answered 404");
        assertThat(nodeOf(failed, "get").path("status").asString()).isEqualTo("failed");
        assertThat(nodeOf(failed, "sum").path("status").asString()).isEqualTo("cancelled");
        assertThat(nodeOf(failed, "long").path("status").asString()).isEqualTo("cancelled");
        assertThat(nodeOf(failed, "sum").has("started_at")).isFalse();
        alice.get("/api/executions/" + id + "/nodes/get/output").isProblem(404);
    }

    @Test
    void isCancelledAndStopsAndTellsNothingAfterThat() {
        host.giveOnly(0);
        String id = execute(List.of(delay("long", 3_600_000), httpGet("silent")));
        awaitNode(id, "long", "running");
        await().atMost(DEADLINE).until(ExecutionsIntegrationTests::isAnyNodeAtWork);

        Answer cancelled = alice.delete("/api/executions/" + id);

        assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
        assertThat(nodeOf(cancelled.json(), "long").path("status").asString()).isEqualTo("cancelled");
        alice.delete("/api/executions/" + id).isProblem(409);
        long after = numbered().head(topic(id)).sequence();
        // At the latest when the host is given up.
        await().atMost(DEADLINE).until(() -> !isAnyNodeAtWork());
        assertThat(numbered().head(topic(id)).sequence()).isEqualTo(after);
    }

    @Test
    void isReportedFailedWhenItsInstanceIsGone() {
        String id = execute(List.of(delay("long", 3_600_000)));
        awaitNode(id, "long", "running");

        jdbc.sql("update execution set instance_id = 'gone' where id = :id")
                .param("id", id)
                .update();

        JsonNode failed = finished(id);
        assertThat(failed.path("error").asString()).startsWith("The instance that ran the execution is gone");
        assertThat(nodeOf(failed, "long").path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void tellsHowFarANodeIs() {
        try (var client = StompTestClient.connected(port, alice.token())) {
            String id = execute(List.of(delay("some", 60_000)));
            client.subscribe("s", topic(id).address());

            JsonNode update = client.expectMessage("s").json();
            while (!update.path("type").asString().equals("node_progress")) {
                update = client.expectMessage("s").json();
            }

            assertThat(update.path("node_id").asString()).isEqualTo("some");
            assertThat(update.path("progress").asLong()).isBetween(0L, 60_000L);
            assertThat(update.path("total").asLong()).isEqualTo(60_000);
            alice.delete("/api/executions/" + id);
        }
    }

    @Test
    void readsFilesThatTheUserMayRead() throws IOException {
        byte[] image = ThumbnailsTests.image(200, 100);
        String file = alice.file(alice.home(), UUID.randomUUID() + ".png", image);
        Map<String, Object> thumbnail =
                Map.of("type", "image_thumbnail", "id", "small", "name", "small", "asset_id", file, "size", 20);

        String id = execute(List.of(thumbnail));

        assertThat(finished(id).path("status").asString()).isEqualTo("completed");
        Answer output = alice.get("/api/executions/" + id + "/nodes/small/output");
        assertThat(output.header("Content-Type")).isEqualTo("image/png");
        assertThat(output.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(ImageIO.read(new ByteArrayInputStream(output.body())).getWidth())
                .isEqualTo(20);

        join("bob", "editor");
        String shared = workflow(alice, List.of(thumbnail), workspace);
        assertThat(bob.post("/api/executions", Map.of("workflow_id", shared))
                        .isProblem(400)
                        .field())
                .isEqualTo("graph.nodes[0].asset_id");
    }

    @Test
    void saysWhatIsWrongWithTheInput() {
        host.give(new byte[] {(byte) 0xff}, "\"2\"");
        assertThat(errorOf(List.of(httpGet("get"), transform("t", "trim_lines")), "get t"))
                .isEqualTo("Node 't' failed: The input is no text in UTF-8");
        assertThat(errorOf(List.of(httpGet("get"), node("csv_summary", "t")), "get t"))
                .isEqualTo("Node 't' failed: The input is no text in UTF-8");
        host.give("a,b\n1\n".getBytes(StandardCharsets.UTF_8), "\"3\"");
        assertThat(errorOf(List.of(httpGet("get"), node("csv_summary", "t")), "get t"))
                .isEqualTo("Node 't' failed: Row 1 must have 2 columns, as the first one, but has 1");
        host.give(new byte[1_025], "\"4\"");
        assertThat(errorOf(List.of(httpGet("get"), transform("t", "trim_lines")), "get t"))
                .contains("tidings.executions.max-text-size");
        host.give(new byte[1024 * 1024 + 1], "\"5\"");
        assertThat(errorOf(List.of(httpGet("get")))).contains("tidings.executions.max-output-size");
        host.give(CSV.getBytes(StandardCharsets.UTF_8), "\"6\"");
        host.breakOff(1);
        assertThat(errorOf(List.of(httpGet("get")))).startsWith("Node 'get' failed: The download failed: ");
        host.giveOnly(0);
        assertThat(errorOf(List.of(httpGet("get"))))
                .isEqualTo("Node 'get' failed: The download failed: Read timed out");
        assertThat(errorOf(List.of(
                        Map.of("type", "http_get", "id", "get", "name", "get", "url", "http://127.0.0.1:1/secret"))))
                .isEqualTo("Node 'get' failed: '127.0.0.1' is not among the hosts that may be asked");
    }

    @Test
    void isSeenByThoseWhoSeeTheWorkflow() {
        join("bob", "viewer");
        String workflow = workflow(alice, List.of(delay("d", 0)), workspace);
        bob.post("/api/executions", Map.of("workflow_id", workflow)).isProblem(403);

        String id =
                alice.post("/api/executions", Map.of("workflow_id", workflow)).createdId();
        finished(id);

        assertThat(bob.get("/api/executions/" + id).json().path("user").asString())
                .isEqualTo("alice");
        assertThat(bob.get("/api/executions").text()).contains(id);
        assertThat(bob.get("/api/executions?workflow_id=" + workflow)
                        .json()
                        .path("items")
                        .size())
                .isOne();
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(id);
        assertThat(mayRead("bob", id)).isTrue();
        bob.delete("/api/executions/" + id).isProblem(403);

        bob.delete("/api/workspaces/" + workspace + "/members?user=bob");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
        assertThat(mayRead("bob", id)).isFalse();
        for (String path : List.of("", "/logs", "/nodes/d/output")) {
            bob.get("/api/executions/" + id + path).isProblem(404);
        }
        bob.delete("/api/executions/" + id).isProblem(404);
        bob.post("/api/executions", Map.of("workflow_id", workflow)).isProblem(404);
        Api.on(port).get("/api/executions").isProblem(401);
    }

    @Test
    void goesWithItsWorkspaceAndWithTime() {
        String workflow = workflow(alice, List.of(delay("d", 0)), workspace);
        String ofWorkspace =
                alice.post("/api/executions", Map.of("workflow_id", workflow)).createdId();
        String own = execute(List.of(delay("d", 0)));
        finished(ofWorkspace);
        finished(own);
        assertThat(storage.resolve("executions").resolve(ofWorkspace)).exists();

        assertThat(alice.delete("/api/workspaces/" + workspace).status()).isEqualTo(204);

        alice.get("/api/executions/" + ofWorkspace).isProblem(404);
        assertThat(lastOf(topic(ofWorkspace)).path("event").asString()).isEqualTo("deleted");
        assertThat(storage.resolve("executions").resolve(ofWorkspace)).doesNotExist();

        old.deleteEndedBefore(Instant.now().minusSeconds(3_600));
        assertThat(alice.get("/api/executions/" + own).status()).isEqualTo(200);
        old.deleteEndedBefore(Instant.now().plusSeconds(1));
        alice.get("/api/executions/" + own).isProblem(404);
        assertThat(lastOf(queue("alice")).path("event").asString()).isEqualTo("deleted");
    }

    @Test
    void knowsNoOtherPlaces() {
        String id = execute(List.of(delay("d", 0)));
        finished(id);

        alice.get("/api/executions/x").isProblem(404);
        alice.get("/api/executions/x/logs").isProblem(404);
        alice.get("/api/executions/" + id + "/nodes/other/output").isProblem(404);
        alice.get("/api/executions/" + id + "/nodes/a%20b/output").isProblem(404);
        alice.get("/api/executions?workflow_id=x").isProblem(400);
        alice.get("/api/executions?after=x").isProblem(400);
        alice.post("/api/executions", Map.of()).isProblem(400);
        alice.post("/api/executions", Map.of("workflow_id", "x")).isProblem(404);
    }

    @Test
    void anExecutionOfNothingIsCompletedAtOnce() throws IOException {
        String id = execute(List.of());

        assertThat(finished(id).path("status").asString()).isEqualTo("completed");
        try (var files = Files.list(storage.resolve("executions").resolve(id))) {
            assertThat(files).isEmpty();
        }
    }

    private String errorOf(List<Map<String, Object>> nodes, String... edges) {
        JsonNode failed = finished(execute(nodes, edges));
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        return failed.path("error").asString();
    }

    private String execute(List<Map<String, Object>> nodes, String... edges) {
        return alice.post("/api/executions", Map.of("workflow_id", workflow(alice, nodes, null, edges)))
                .createdId();
    }

    /** Makes a workflow; each edge is a source and a target with a blank between them. */
    private static String workflow(
            Api user, List<Map<String, Object>> nodes, @Nullable String workspaceId, String... edges) {
        List<Map<String, String>> wanted = Arrays.stream(edges)
                .map(edge -> edge.split(" "))
                .map(ends -> Map.of("id", ends[0] + "-" + ends[1], "source", ends[0], "target", ends[1]))
                .toList();
        var body = new HashMap<String, Object>(Map.of("name", "w", "graph", Map.of("nodes", nodes, "edges", wanted)));
        if (workspaceId != null) {
            body.put("workspace_id", workspaceId);
        }
        return user.post("/api/workflows", body).createdId();
    }

    private static Map<String, Object> node(String type, String id) {
        return Map.of("type", type, "id", id, "name", id);
    }

    private static Map<String, Object> httpGet(String id) {
        return Map.of("type", "http_get", "id", id, "name", id, "url", host.address() + "/file");
    }

    private static Map<String, Object> transform(String id, String transformation) {
        return Map.of("type", "text_transform", "id", id, "name", id, "transformation", transformation);
    }

    private static Map<String, Object> delay(String id, int milliseconds) {
        return Map.of("type", "delay", "id", id, "name", id, "milliseconds", milliseconds);
    }

    private JsonNode finished(String id) {
        return await().atMost(DEADLINE)
                .until(
                        () -> alice.get("/api/executions/" + id).json(),
                        execution ->
                                !UNFINISHED.contains(execution.path("status").asString()));
    }

    private static boolean isAnyNodeAtWork() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(NodeWork.class.getName()));
    }

    private void awaitNode(String id, String nodeId, String status) {
        await().atMost(DEADLINE)
                .until(() -> nodeOf(alice.get("/api/executions/" + id).json(), nodeId)
                        .path("status")
                        .asString()
                        .equals(status));
    }

    private String output(String id, String nodeId) {
        return alice.get("/api/executions/" + id + "/nodes/" + nodeId + "/output")
                .text();
    }

    private static JsonNode nodeOf(JsonNode execution, String nodeId) {
        return execution
                .path("nodes")
                .valueStream()
                .filter(node -> node.path("node_id").asString().equals(nodeId))
                .findFirst()
                .orElseThrow();
    }

    private static Instant started(JsonNode node) {
        return Instant.parse(node.path("started_at").asString());
    }

    private static Instant ended(JsonNode node) {
        return Instant.parse(node.path("ended_at").asString());
    }

    private static String describe(JsonNode body) {
        String type = body.path("type").asString();
        JsonNode data = body.path("data");
        return switch (type) {
            case "execution_update" ->
                "%s %s %.0f"
                        .formatted(
                                type,
                                data.path("status").asString(),
                                data.path("progress_percentage").asDouble());
            case "node_update" ->
                "%s %s %s"
                        .formatted(
                                type,
                                data.path("node_id").asString(),
                                data.path("status").asString());
            case "output_update" -> type + " " + body.path("node_id").asString();
            case "edge_update" ->
                "%s %s %s"
                        .formatted(
                                type,
                                body.path("edge_id").asString(),
                                body.path("status").asString());
            case "log_update" ->
                "%s %d %s"
                        .formatted(
                                type,
                                body.path("number").asInt(),
                                body.path("severity").asString());
            default -> type;
        };
    }

    private void join(String user, String role) {
        assertThat(alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", user, "role", role))
                        .status())
                .isEqualTo(200);
    }

    private List<JsonNode> told(Destination destination, long after) {
        return NumberedChanges.bodies(changes, jdbc, destination, after);
    }

    private boolean mayRead(String user, String id) {
        return destinations.mayRead(new Reader(user, Set.of()), topic(id));
    }

    private static Destination topic(String id) {
        return ExecutionChanges.topic(id);
    }

    private static Destination queue(String user) {
        return ExecutionChanges.queue(user);
    }

    private ChangeLog numbered() {
        return NumberedChanges.in(changes, jdbc);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
