package dev.tidings.studio.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.OtherHost;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Downloads from order to end, from a host that gives what it is asked for or does not, and the cache of models. */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.models.max-size=4MB",
            "tidings.models.progress-interval=1ms",
            "tidings.models.check-interval=200ms",
            "tidings.models.timeout=2s",
            "tidings.models.retries=2",
            "tidings.models.retry-delay=10ms"
        })
class ModelsIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Set<String> UNFINISHED = Set.of("pending", "running");
    private static final int SIZE = 2_000_000;

    private static OtherHost host;

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    @Value("${tidings.storage.location}")
    private Path storage;

    private Api alice;
    private String name;
    private byte[] content;

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
        properties.add("tidings.models.allowed-hosts", () -> "localhost:" + host.port());
    }

    @BeforeEach
    void begin() {
        alice = Api.on(port).as("alice");
        name = "acme/" + UUID.randomUUID();
        content = new byte[SIZE];
        new Random(7).nextBytes(content);
        host.give(content, "\"1\"");
        host.breakOff(0);
        host.fail(200, 0);
        host.giveAll();
    }

    @Test
    void bringsAFileIntoTheCache() throws NoSuchAlgorithmException {
        long before = head(ModelChanges.downloads("alice"));
        long modelsBefore = head(ModelChanges.models("alice"));

        JsonNode download = finished(order(sha256(content)));

        assertThat(download.path("status").asString()).isEqualTo("completed");
        assertThat(download.path("downloaded_bytes").asLong()).isEqualTo(SIZE);
        assertThat(told(ModelChanges.downloads("alice"), before))
                .extracting(update -> update.path("type").asString() + " "
                        + update.path("repo_id").asString() + " "
                        + update.path("status").asString())
                .containsExactly(
                        "model_download_update " + name + " pending",
                        "model_download_update " + name + " running",
                        "model_download_update " + name + " completed");
        JsonNode model = model();
        assertThat(model.path("sha256").asString()).isEqualTo(sha256(content));
        assertThat(model.path("bytes").asLong()).isEqualTo(SIZE);
        List<JsonNode> toldOfModels = told(ModelChanges.models("alice"), modelsBefore);
        assertThat(toldOfModels.getFirst().path("resource")).isEqualTo(model);
        assertThat(toldOfModels.getLast().path("type").asString()).isEqualTo("cache_status_update");
        assertThat(toldOfModels.getLast().path("key").asString()).isEqualTo(name);
        assertThat(toldOfModels.getLast().path("downloaded").asBoolean()).isTrue();
    }

    @Test
    void goesOnWhereItBrokeOff() throws NoSuchAlgorithmException {
        host.breakOff(2);
        int before = host.asked().size();

        JsonNode download = finished(order(sha256(content)));

        assertThat(download.path("status").asString()).isEqualTo("completed");
        List<String> asked = host.asked().subList(before, host.asked().size());
        assertThat(asked).hasSize(3).startsWith("all");
        assertThat(asked.subList(1, 3)).allSatisfy(range -> assertThat(range).matches("bytes=[1-9]\\d*- of \"1\""));
        assertThat(model().path("sha256").asString()).isEqualTo(sha256(content));
    }

    @Test
    void beginsAgainWhenTheFileHasChangedMeanwhile() throws NoSuchAlgorithmException {
        host.giveOnly(5);
        String id = order(null);
        awaitBytes(id, 5 * 64 * 1024);
        alice.delete("/api/downloads/" + id);
        byte[] other = content.clone();
        other[0]++;
        host.give(other, "\"2\"");
        host.giveAll();

        alice.post("/api/downloads/" + id + "/resume", Map.of());

        assertThat(finished(id).path("status").asString()).isEqualTo("completed");
        assertThat(model().path("sha256").asString()).isEqualTo(sha256(other));
    }

    @Test
    void isCancelledAndTakenUpAgain() throws NoSuchAlgorithmException {
        host.giveOnly(5);
        String id = order(sha256(content));
        awaitBytes(id, 5 * 64 * 1024);

        assertThat(alice.delete("/api/downloads/" + id).json().path("status").asString())
                .isEqualTo("cancelled");
        alice.delete("/api/downloads/" + id).isProblem(409);
        host.giveAll();
        assertThat(alice.get("/api/downloads/" + id).json().path("status").asString())
                .isEqualTo("cancelled");

        Answer resumed = alice.post("/api/downloads/" + id + "/resume", Map.of());
        assertThat(resumed.json().path("downloaded_bytes").asLong()).isPositive();
        assertThat(finished(id).path("status").asString()).isEqualTo("completed");
        alice.post("/api/downloads/" + id + "/resume", Map.of()).isProblem(409);
    }

    /** The attempt that was cancelled finds out only when its host gives it something, or nothing for too long. */
    @Test
    void waitsForTheAttemptBeforeToEnd() throws NoSuchAlgorithmException {
        host.giveOnly(5);
        String id = order(sha256(content));
        awaitBytes(id, 5 * 64 * 1024);
        int asked = host.asked().size();

        alice.delete("/api/downloads/" + id);
        alice.post("/api/downloads/" + id + "/resume", Map.of());

        await().atMost(DEADLINE).until(() -> status(id).equals("running"));
        await().during(Duration.ofMillis(300)).until(() -> host.asked().size() == asked);
        host.giveAll();
        assertThat(finished(id).path("status").asString()).isEqualTo("completed");
        assertThat(host.asked().subList(asked, host.asked().size()))
                .singleElement()
                .asString()
                .matches("bytes=[1-9]\\d*- of \"1\"");
        assertThat(model().path("sha256").asString()).isEqualTo(sha256(content));
    }

    /** Progress may arrive before the entry that it follows; the version tells. */
    @Test
    void tellsHowFarItIsAndNeverGoesBack() {
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.subscribe("s", "/user/queue/downloads");
            String id = order(null);

            var bytes = new ArrayList<Long>();
            long version = 0;
            String status;
            do {
                JsonNode update = client.expectMessage("s").json();
                assertThat(update.path("id").asString()).isEqualTo(id);
                if (update.path("version").asLong() > version) {
                    version = update.path("version").asLong();
                    bytes.add(update.path("downloaded_bytes").asLong());
                }
                status = update.path("status").asString();
            } while (UNFINISHED.contains(status));

            assertThat(status).isEqualTo("completed");
            assertThat(bytes).isSorted().endsWith((long) SIZE);
        }
    }

    @Test
    void refusesAFileThatIsNotTheExpectedOne() throws NoSuchAlgorithmException {
        String expected = sha256(new byte[0]);

        JsonNode download = finished(order(expected));

        assertThat(download.path("status").asString()).isEqualTo("error");
        assertThat(download.path("error").asString()).contains(expected, sha256(content));
        assertThat(alice.get("/api/models").text()).doesNotContain(name);
    }

    @Test
    void triesAgainWhatMayPassAndNothingElse() {
        host.fail(503, 2);
        assertThat(finished(order(null)).path("status").asString()).isEqualTo("completed");

        host.fail(503, 3);
        assertThat(finished(order(null)).path("error").asString())
                .isEqualTo("The download broke off: The other host answered 503");

        host.fail(404, 1);
        assertThat(finished(order(null)).path("error").asString()).isEqualTo("The other host answered 404");
    }

    @Test
    void givesUpOnAHostThatSaysNothing() {
        host.giveOnly(1);

        JsonNode download = finished(order(null));

        assertThat(download.path("status").asString()).isEqualTo("error");
        assertThat(download.path("error").asString()).startsWith("The download broke off");
    }

    @Test
    void asksOnlyHostsThatItMay() {
        for (String url : List.of("http://127.0.0.1/a", "file:///etc/passwd", "http://user@localhost:" + host.port())) {
            assertThat(alice.post("/api/downloads", Map.of("repo_id", name, "url", url))
                            .isProblem(400)
                            .field())
                    .isEqualTo("url");
        }
        host.redirectTo("http://127.0.0.1:1/secret");
        assertThat(finished(orderOf("/moved", null)).path("error").asString()).contains("127.0.0.1");
        host.redirectTo("/file");
        assertThat(finished(orderOf("/moved", null)).path("status").asString()).isEqualTo("completed");
        host.redirectTo("/moved");
        assertThat(finished(orderOf("/moved", null)).path("error").asString()).contains("more than 5 times");
    }

    @Test
    void takesNoFileThatIsTooLarge() {
        host.give(new byte[4 * 1024 * 1024 + 1], "\"large\"");

        assertThat(finished(order(null)).path("error").asString()).contains("tidings.models.max-size");
    }

    @Test
    void replacesAModelOfTheSameName() {
        finished(order(null));
        String first = model().path("id").asString();
        byte[] other = new byte[10];
        host.give(other, "\"2\"");

        finished(order(null));

        assertThat(model().path("id").asString()).isNotEqualTo(first);
        assertThat(model().path("bytes").asLong()).isEqualTo(10);
        assertThat(storage.resolve("models").resolve(first)).doesNotExist();
    }

    @Test
    void deletesModelsAndClearsTheCache() throws Exception {
        finished(order(null));
        String id = model().path("id").asString();
        assertThat(Files.readAllBytes(storage.resolve("models").resolve(id))).isEqualTo(content);
        Api.on(port).as("bob").delete("/api/models/" + id).isProblem(404);
        long before = head(ModelChanges.models("alice"));

        assertThat(alice.delete("/api/models/" + id).status()).isEqualTo(204);

        assertThat(storage.resolve("models").resolve(id)).doesNotExist();
        List<JsonNode> told = told(ModelChanges.models("alice"), before);
        assertThat(told.getFirst().path("event").asString()).isEqualTo("deleted");
        assertThat(told.getLast().path("downloaded").asBoolean()).isFalse();
        alice.delete("/api/models/" + id).isProblem(404);

        finished(order(null));
        assertThat(alice.delete("/api/models").status()).isEqualTo(204);
        assertThat(alice.get("/api/models").json().path("items")).isEmpty();
        try (Stream<Path> left = Files.list(storage.resolve("models"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void isReportedFailedWhenItsInstanceIsGone() {
        host.giveOnly(1);
        String id = order(null);
        awaitBytes(id, 64 * 1024);

        jdbc.sql("update download set instance_id = 'gone' where id = :id")
                .param("id", id)
                .update();

        JsonNode download = finished(id);
        assertThat(download.path("error").asString()).startsWith("The instance that ran the download is gone");
        host.giveAll();
        alice.post("/api/downloads/" + id + "/resume", Map.of());
        assertThat(finished(id).path("status").asString()).isEqualTo("completed");
    }

    @Test
    void doesNotExistForAnybodyElse() {
        String id = order(null);
        Api bob = Api.on(port).as("bob");

        bob.get("/api/downloads/" + id).isProblem(404);
        bob.delete("/api/downloads/" + id).isProblem(404);
        bob.post("/api/downloads/" + id + "/resume", Map.of()).isProblem(404);
        assertThat(bob.get("/api/downloads").text()).doesNotContain(id);
        assertThat(bob.get("/api/models").text()).doesNotContain(name);
        Api.on(port).get("/api/downloads").isProblem(401);
        finished(id);
    }

    @Test
    void listsWithThePositionsThatTheListsAreValidAt() {
        finished(order(null));
        NumberedChanges.in(changes, jdbc);

        assertThat(alice.get("/api/downloads").header("Change-Position"))
                .isEqualTo("/user/queue/downloads@"
                        + NumberedChanges.in(changes, jdbc).head(ModelChanges.downloads("alice")));
        assertThat(alice.get("/api/models").header("Change-Position"))
                .isEqualTo("/user/queue/models@"
                        + NumberedChanges.in(changes, jdbc).head(ModelChanges.models("alice")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"repo_id\":\"a\"}",
                "{\"repo_id\":\"\",\"url\":\"http://localhost/\"}",
                "{\"repo_id\":\"../a\",\"url\":\"http://localhost/\"}",
                "{\"repo_id\":\"a\",\"url\":\"http://[\"}",
                "{\"repo_id\":\"a\",\"url\":\"http://localhost/\",\"sha256\":\"abc\"}",
                "[]",
            })
    void refusesBadOrders(String body) {
        alice.send("POST", "/api/downloads", "application/json", body.getBytes(StandardCharsets.UTF_8))
                .isProblem(400);
    }

    private String order(@Nullable String sha256) {
        return orderOf("/file", sha256);
    }

    private String orderOf(String path, @Nullable String sha256) {
        var body = new HashMap<String, Object>(Map.of("repo_id", name, "url", host.address() + path));
        if (sha256 != null) {
            body.put("sha256", sha256);
        }
        Answer answer = alice.post("/api/downloads", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private JsonNode finished(String id) {
        return await().atMost(DEADLINE)
                .until(
                        () -> alice.get("/api/downloads/" + id).json(),
                        download -> !UNFINISHED.contains(download.path("status").asString()));
    }

    private String status(String id) {
        return alice.get("/api/downloads/" + id).json().path("status").asString();
    }

    private void awaitBytes(String id, long least) {
        await().atMost(DEADLINE)
                .until(() -> alice.get("/api/downloads/" + id)
                                .json()
                                .path("downloaded_bytes")
                                .asLong()
                        >= least);
    }

    /** Returns the model of this test. */
    private JsonNode model() {
        return alice.get("/api/models")
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("repo_id").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long head(UserQueue queue) {
        return NumberedChanges.in(changes, jdbc).head(queue).sequence();
    }

    private List<JsonNode> told(UserQueue queue, long after) {
        return NumberedChanges.bodies(changes, jdbc, queue, after);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
