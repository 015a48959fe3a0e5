package dev.tidings.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.OtherHost;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** For each resource: alice acts on one instance, and bob sees it on the other as its list there has it. */
@Tag(RabbitMq.TAG)
class TwoInstancesIntegrationTests {

    private static final String KEY = "--tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private static OtherHost host;
    private static Path definitions;
    private static Instance one;
    private static Instance other;

    private Api alice;
    private Api bob;
    private StompTestClient watching;

    @BeforeAll
    static void start(@TempDir Path storage) throws IOException {
        String database = postgres.newDatabase();
        host = new OtherHost();
        definitions = Files.createDirectory(storage.resolve("definitions"));
        String[] settings = {
            KEY, "--tidings.models.allowed-hosts=localhost:" + host.port(), "--tidings.workflows.files=" + definitions
        };
        one = Instance.onRabbitMq(storage, database, rabbitMq, settings);
        other = Instance.onRabbitMq(storage, database, rabbitMq, settings);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        host.close();
    }

    @BeforeEach
    void signIn() {
        alice = Api.on(one.port()).as("alice");
        bob = Api.on(other.port()).as("bob");
        watching = StompTestClient.connected(other.port(), bob.token());
    }

    @AfterEach
    void disconnect() {
        watching.close();
    }

    @Test
    void assets() {
        String folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
        alice.put("/api/assets/" + folder + "/access", Map.of("user", "bob", "role", "viewer"));
        watching.subscribe("s", "/topic/assets/" + folder);

        String file = alice.file(folder, "abc", utf8("abc"));

        assertThat(resource("created", "asset"))
                .isEqualTo(bob.get("/api/assets/" + file).json());
        alice.delete("/api/assets/" + file);
        assertThat(resource("deleted", "asset").path("id").asString()).isEqualTo(file);
    }

    @Test
    void jobs() {
        String folder = bob.folder(bob.home(), "f-" + UUID.randomUUID());
        String file = bob.file(folder, "abc", utf8("abc"));
        watching.subscribe("s", "/user/queue/jobs");

        // One's own, ordered from another tab that happens to be on the other instance.
        Api bobThere = Api.on(one.port()).as("bob");
        String job = bobThere.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file))
                .createdId();

        assertThat(resource("created", "job").path("id").asString()).isEqualTo(job);
        JsonNode last = resource("updated", "job");
        while (last.path("status").asString().equals("running")) {
            last = resource("updated", "job");
        }
        assertThat(last).isEqualTo(bob.get("/api/jobs/" + job).json());
    }

    @Test
    void workspaces() {
        String workspace = sharedWorkspace();
        watching.subscribe("s", "/topic/workspaces/" + workspace);

        alice.put("/api/workspaces/" + workspace, Map.of("name", "renamed"));

        assertThat(resource("updated", "workspace"))
                .isEqualTo(bob.get("/api/workspaces/" + workspace).json());
    }

    @Test
    void threads() {
        String workspace = sharedWorkspace();
        watching.subscribe("s", "/user/queue/threads");

        String thread = alice.post("/api/threads", Map.of("title", "plans", "workspace_id", workspace))
                .createdId();

        assertThat(resource("created", "thread"))
                .isEqualTo(bob.get("/api/threads/" + thread).json());
        watching.subscribe("s2", "/topic/threads/" + thread);
        alice.post("/api/threads/" + thread + "/messages", Map.of("text", "hello"));
        assertThat(resource("s2", "created", "message"))
                .isEqualTo(
                        bob.get("/api/threads/" + thread + "/messages").json().at("/items/0"));
    }

    @Test
    void downloads() {
        watching.subscribe("s", "/user/queue/downloads");

        String download = download("acme/some");

        JsonNode update = watching.expectMessage("s").json();
        while (!update.path("status").asString().equals("completed")) {
            update = watching.expectMessage("s").json();
        }
        assertThat(update.path("version"))
                .isEqualTo(bob.get("/api/downloads/" + download).json().path("version"));
    }

    @Test
    void models() {
        watching.subscribe("s", "/user/queue/models");

        download("acme/other");

        assertThat(resource("created", "model"))
                .isEqualTo(bob.get("/api/models").json().at("/items/0"));
        assertThat(watching.expectMessage("s").json().path("type").asString()).isEqualTo("cache_status_update");
    }

    @Test
    void workflows() {
        String workspace = sharedWorkspace();
        watching.subscribe("s", "/user/queue/workflows");

        String workflow = alice.post("/api/workflows", waiting(workspace, 0)).createdId();

        assertThat(resource("created", "workflow"))
                .isEqualTo(bob.get("/api/workflows").json().at("/items/0"));
        watching.send("UNSUBSCRIBE\nid:s\n\n");
        watching.expectAlive();
        watching.subscribe("s2", "/topic/workflows/" + workflow);
        alice.put("/api/workflows/" + workflow, waiting(workspace, 1));
        assertThat(resource("s2", "updated", "workflow"))
                .isEqualTo(bob.get("/api/workflows/" + workflow).json());
    }

    @Test
    void executions() {
        String workflow =
                alice.post("/api/workflows", waiting(sharedWorkspace(), 100)).createdId();
        watching.subscribe("s", "/user/queue/executions");

        String execution =
                alice.post("/api/executions", Map.of("workflow_id", workflow)).createdId();

        assertThat(resource("created", "execution").path("id").asString()).isEqualTo(execution);
        JsonNode last = resource("updated", "execution");
        while (!last.path("status").asString().equals("completed")) {
            last = resource("updated", "execution");
        }
        assertThat(last).isEqualTo(bob.get("/api/executions").json().at("/items/0"));
    }

    @Test
    void collections() {
        String workspace = sharedWorkspace();
        String folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
        alice.file(folder, "a.txt", utf8("word"));
        alice.put("/api/assets/" + folder + "/access", Map.of("user", "bob", "role", "viewer"));
        watching.subscribe("s", "/user/queue/collections");

        String collection = alice.post(
                        "/api/collections", Map.of("name", "c", "workspace_id", workspace, "folder_id", folder))
                .createdId();

        JsonNode last = resource("updated", "collection");
        while (!last.path("status").asString().equals("indexed")) {
            last = resource("updated", "collection");
        }
        assertThat(last).isEqualTo(bob.get("/api/collections/" + collection).json());
        assertThat(bob.get("/api/collections/" + collection + "/search?q=word")
                        .json()
                        .path("results")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void dashboard() {
        String file = bob.file(bob.home(), UUID.randomUUID() + ".txt", utf8("abc"));
        watching.subscribe("s", "/user/queue/dashboard");

        Api bobThere = Api.on(one.port()).as("bob");
        String job = bobThere.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file))
                .createdId();

        await().until(() ->
                bob.get("/api/jobs/" + job).json().path("status").asString().equals("completed"));
        JsonNode stats = bob.get("/api/dashboard").json().path("stats");
        JsonNode told = watching.expectMessage("s").json();
        while (!told.path("stats").equals(stats)) {
            told = watching.expectMessage("s").json();
        }
        assertThat(told.path("type").asString()).isEqualTo("dashboard_stats_update");
    }

    @Test
    void notifications() {
        watching.subscribe("s", "/user/queue/notifications");

        String workspace = sharedWorkspace();

        JsonNode told = resource("created", "notification");
        while (!told.at("/about/id").asString().equals(workspace)) {
            told = resource("created", "notification");
        }
        assertThat(bob.get("/api/notifications").json().path("items").valueStream())
                .contains(told);
    }

    @Test
    void secrets() {
        watching.subscribe("s", "/user/queue/secrets");

        Api.on(one.port()).as("bob").put("/api/secrets/SOME_KEY", Map.of("value", "canary"));

        JsonNode secret = resource("created", "secret");
        assertThat(bob.get("/api/secrets").json().path("items").valueStream()).containsExactly(secret);
        assertThat(secret.toString()).doesNotContain("canary");
        bob.delete("/api/secrets/SOME_KEY");
    }

    @Test
    void providers() {
        watching.subscribe("s", "/user/queue/providers");

        Api.on(one.port()).as("bob").put("/api/secrets/OPENAI_API_KEY", Map.of("value", "canary"));

        ServerFrame update = watching.expectMessage("s");
        assertThat(update.json().path("type").asString()).isEqualTo("providers_update");
        assertThat(update.json().path("providers"))
                .isEqualTo(bob.get("/api/providers").json().path("providers"));
        bob.delete("/api/secrets/OPENAI_API_KEY");
    }

    @Test
    void workflowFiles() throws IOException {
        watching.subscribe("s", "/topic/workflow-files/all");

        Path complete = Files.writeString(
                definitions.resolve("daily.tmp"), "{\"name\":\"Daily\",\"graph\":{\"nodes\":[],\"edges\":[]}}");
        Files.move(complete, definitions.resolve("daily.json"));

        JsonNode file = resource("created", "workflow_file");
        assertThat(file.path("name").asString()).isEqualTo("Daily");
        assertThat(bob.get("/api/workflow-files").json().path("items").valueStream())
                .containsExactly(file);
    }

    @Test
    void adminReports() {
        Api admin = Api.on(one.port()).as("admin");
        try (var there = StompTestClient.connected(other.port(), admin.token())) {
            for (String report : List.of("system-metrics", "connectors")) {
                there.subscribe(report, "/topic/admin/" + report);

                JsonNode told = there.expectMessage(report).json();

                // Whichever instance tells, both answer in the same shape.
                assertThat(told.propertyNames())
                        .containsAll(admin.get("/api/admin/" + report).json().propertyNames());
                there.send("UNSUBSCRIBE\nid:%s\nreceipt:gone\n\n".formatted(report));
                awaitReceipt(there);
            }
        }
    }

    /** Passes over what came before it. */
    private static void awaitReceipt(StompTestClient client) {
        Received next = client.next();
        while (!(next instanceof ServerFrame frame && frame.command().equals("RECEIPT"))) {
            next = client.next();
        }
    }

    /** Orders a download for bob, from another tab that happens to be on the other instance. */
    private static String download(String name) {
        host.give(utf8("weights"), "\"1\"");
        return Api.on(one.port())
                .as("bob")
                .post("/api/downloads", Map.of("repo_id", name, "url", host.address() + "/file"))
                .createdId();
    }

    /** Asks for a workflow that does nothing for some time. */
    private static Map<String, Object> waiting(String workspace, int milliseconds) {
        Map<String, Object> node = Map.of("type", "delay", "id", "d", "name", "d", "milliseconds", milliseconds);
        return Map.of(
                "name", "w", "workspace_id", workspace, "graph", Map.of("nodes", List.of(node), "edges", List.of()));
    }

    private String sharedWorkspace() {
        String workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        assertThat(alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", "bob", "role", "viewer"))
                        .status())
                .isEqualTo(200);
        return workspace;
    }

    private JsonNode resource(String event, String type) {
        return resource("s", event, type);
    }

    /**
     * Returns the resource of the next change of that kind. Others may come first: this instance can still have
     * to deliver what was committed on the other one just before the subscription.
     */
    private JsonNode resource(String subscription, String event, String type) {
        JsonNode change = watching.expectMessage(subscription).json();
        while (!change.path("event").asString().equals(event)
                || !change.path("resource_type").asString().equals(type)) {
            change = watching.expectMessage(subscription).json();
        }
        return change.path("resource");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
