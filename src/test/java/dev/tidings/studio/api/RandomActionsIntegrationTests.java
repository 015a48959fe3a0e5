package dev.tidings.studio.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.OtherHost;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A client that loses its connection again and again while alice does a thousand things on two instances: in the end all
 * its lists are those of the database, and none was loaded twice.
 */
@Tag(RabbitMq.TAG)
class RandomActionsIntegrationTests {

    private static final long SEED = Long.getLong("tidings.actions.seed", 1);
    private static final int ACTIONS = Integer.getInteger("tidings.actions", 1_000);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Predicate<JsonNode> ANY = JsonNode::isObject;
    private static final Set<String> FINAL = Set.of("completed", "failed", "cancelled");

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final Random random = new Random(SEED);
    private final List<Api> alice = new ArrayList<>();
    private final List<ListMirror> mirrors = new ArrayList<>();
    private List<Instance> instances = List.of();
    private String source = "";
    private @Nullable StompTestClient client;
    private int connections;
    private int accepted;
    private int names;

    @Test
    void leaveTheListsOfAClientAsTheyAreInTheDatabase(@TempDir Path storage) throws InterruptedException {
        String database = postgres.newDatabase();
        try (var other = new OtherHost()) {
            other.give(utf8("weights"), "\"1\"");
            source = other.address() + "/file";
            String[] settings = {
                "--tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "--tidings.models.allowed-hosts=localhost:" + other.port()
            };
            try (Instance first = Instance.onRabbitMq(storage, database, rabbitMq, settings);
                    Instance second = Instance.onRabbitMq(storage, database, rabbitMq, settings)) {
                instances = List.of(first, second);
                act();
            }
        }
    }

    private void act() throws InterruptedException {
        instances.forEach(instance -> alice.add(Api.on(instance.port()).as("alice")));
        var actions = new Actions();
        connect();
        for (int i = 0; i < ACTIONS; i++) {
            actions.one();
            if (client == null ? oneIn(5) : oneIn(25)) {
                toggle();
            }
            read(Duration.ZERO);
        }
        if (client == null) {
            connect();
        }
        await().atMost(LIMIT).until(this::everythingHasEnded);

        for (ListMirror mirror : mirrors) {
            awaitReached(mirror);
            mirror.assertEqualTo(someone());
        }
        assertThat(accepted).as("actions that were accepted").isGreaterThan(ACTIONS / 2);
        assertThat(connections).isGreaterThan(ACTIONS / 100);
        System.out.printf(
                "%,d actions with seed %d, of which %,d were accepted, over %d connections%n",
                ACTIONS, SEED, accepted, connections);
    }

    private void awaitReached(ListMirror mirror) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!mirror.reached().includes(mirror.head(someone()))) {
            assertThat(System.nanoTime())
                    .as(
                            "%s has come as far as %s, the stream is at %s",
                            mirror.address(), mirror.reached(), mirror.head(someone()))
                    .isLessThan(deadline);
            read(Duration.ofMillis(100));
        }
    }

    private boolean everythingHasEnded() {
        return List.of("/api/jobs", "/api/executions", "/api/downloads").stream()
                .allMatch(path -> someone()
                        .get(path + "?limit=1000")
                        .json()
                        .path("items")
                        .valueStream()
                        .allMatch(item -> FINAL.contains(item.path("status").asString())));
    }

    private void toggle() {
        if (client == null) {
            connect();
        } else {
            client.close();
            client = null;
        }
    }

    /** Connects to one of the instances, and goes on with each list from where it is. */
    private void connect() {
        Instance instance = oneOf(instances);
        StompTestClient connected = StompTestClient.connected(instance.port(), instance.token("alice"));
        boolean batch = random.nextBoolean();
        for (int i = 0; i < mirrors.size(); i++) {
            ListMirror mirror = mirrors.get(i);
            connected.send("SUBSCRIBE\nid:%d\ndestination:%s\nbatch:%s\nsince:%s\n\n"
                    .formatted(
                            i,
                            mirror.address(),
                            batch,
                            mirror.reached().toString().replace(":", "\\c")));
        }
        client = connected;
        connections++;
    }

    private void read(Duration limit) throws InterruptedException {
        if (client == null) {
            return;
        }
        for (Received next = client.poll(limit); next != null; next = client.poll(Duration.ZERO)) {
            if (!(next instanceof ServerFrame frame) || !frame.command().equals("MESSAGE")) {
                throw new AssertionError("Expected messages only, but got " + next);
            }
            mirrors.get(Integer.parseInt(frame.header("subscription"))).take(frame);
        }
    }

    private Api someone() {
        return oneOf(alice);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What alice can do. Some of it is refused, such as to cancel what has ended. */
    private final class Actions {

        private final String here = someone().folder(someone().home(), "here");
        private final String there = someone().folder(someone().home(), "there");
        private final ListMirror inHere = mirror("/api/assets?limit=1000&parent_id=" + here, "asset", in(here));
        private final ListMirror inThere = mirror("/api/assets?limit=1000&parent_id=" + there, "asset", in(there));
        private final ListMirror jobs = mirror("/api/jobs?limit=1000", "job", ANY);
        private final ListMirror workflows = mirror("/api/workflows?limit=1000", "workflow", ANY);
        private final ListMirror executions = mirror("/api/executions?limit=1000", "execution", ANY);
        private final ListMirror threads = mirror("/api/threads?limit=1000", "thread", ANY);
        private final ListMirror workspaces = mirror("/api/workspaces", "workspace", ANY);
        private final ListMirror notifications = mirror("/api/notifications?limit=1000", "notification", ANY);
        private final ListMirror downloads = mirror("/api/downloads?limit=1000", "model_download_update", ANY);
        private final ListMirror models = mirror("/api/models?limit=1000", "model", ANY);

        private final List<Runnable> all = List.of(
                () -> count(someone().upload(folder(), name(), utf8("content " + names))),
                () -> count(someone().upload(folder(), name(), utf8("content " + names))),
                () -> count(someone().post("/api/assets", Map.of("parent_id", folder(), "name", name()))),
                () -> change("/api/assets/", asset(), Map.of("name", name())),
                () -> change("/api/assets/", asset(), Map.of("parent_id", folder())),
                () -> delete("/api/assets/", asset()),
                () -> count(someone().post("/api/jobs", Map.of("kind", "checksum", "asset_id", asset()))),
                () -> delete("/api/jobs/", of(jobs)),
                () -> count(someone().post("/api/workflows", Map.of("name", name(), "graph", graph()))),
                () -> change("/api/workflows/", of(workflows), Map.of("name", name())),
                () -> delete("/api/workflows/", of(workflows)),
                () -> count(someone().post("/api/executions", Map.of("workflow_id", of(workflows)))),
                () -> delete("/api/executions/", of(executions)),
                () -> count(someone().post("/api/threads", Map.of("title", name()))),
                () -> change("/api/threads/", of(threads), Map.of("title", name())),
                () -> delete("/api/threads/", of(threads)),
                () -> change("/api/secrets/", "S" + random.nextInt(5), Map.of("value", name())),
                () -> delete("/api/secrets/", "S" + random.nextInt(5)),
                () -> count(someone().post("/api/workspaces", Map.of("name", name()))),
                () -> delete("/api/workspaces/", of(workspaces)),
                this::inviteAlice,
                () -> change("/api/notifications/", of(notifications), Map.of("read", random.nextBoolean())),
                () -> delete("/api/notifications/", of(notifications)),
                () -> count(someone().post("/api/downloads", Map.of("repo_id", "acme/" + name(), "url", source))),
                () -> delete("/api/downloads/", of(downloads)),
                () -> delete("/api/models/", of(models)));

        Actions() {
            // Secrets are chosen by their names.
            mirror("/api/secrets", "secret", ANY);
        }

        void one() {
            oneOf(all).run();
        }

        private ListMirror mirror(String path, String type, Predicate<JsonNode> belongs) {
            var mirror = new ListMirror(someone(), path, type, belongs);
            mirrors.add(mirror);
            return mirror;
        }

        private static Predicate<JsonNode> in(String folder) {
            return asset -> asset.path("parent_id").asString("").equals(folder);
        }

        private String folder() {
            return random.nextBoolean() ? here : there;
        }

        private String asset() {
            return of(random.nextBoolean() ? inHere : inThere);
        }

        private String of(ListMirror mirror) {
            List<String> ids = mirror.ids();
            return ids.isEmpty() ? "none" : oneOf(ids);
        }

        private String name() {
            return "n" + ++names;
        }

        /** Another user makes a workspace and has alice in it. */
        private void inviteAlice() {
            Api bob = Api.on(oneOf(instances).port()).as("bob");
            String workspace =
                    bob.post("/api/workspaces", Map.of("name", name())).createdId();
            count(bob.put("/api/workspaces/" + workspace + "/members", Map.of("user", "alice", "role", "editor")));
            if (random.nextBoolean()) {
                count(bob.delete("/api/workspaces/" + workspace + "/members?user=alice"));
            }
        }

        private void change(String path, String id, Map<String, ?> body) {
            count(someone().put(path + id, body));
        }

        private void delete(String path, String id) {
            count(someone().delete(path + id));
        }

        private void count(Answer answer) {
            assertThat(answer.status()).as(answer.text()).isLessThan(500);
            accepted += answer.status() < 300 ? 1 : 0;
        }

        private static Map<String, Object> graph() {
            return Map.of(
                    "nodes",
                    List.of(
                            Map.of("type", "delay", "id", "a", "name", "a", "milliseconds", 30),
                            Map.of("type", "delay", "id", "b", "name", "b", "milliseconds", 10)),
                    "edges",
                    List.of(Map.of("id", "e", "source", "a", "target", "b")));
        }
    }
}
