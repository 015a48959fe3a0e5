package dev.tidings.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.instance.WorkPool;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs from order to end, and those whose end somebody else has to tell. */
@RunningApplication
@TestPropertySource(properties = {"tidings.jobs.check-interval=200ms", "tidings.jobs.progress-interval=1ms"})
class JobsIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JobService service;

    @Autowired
    private WorkPool jobPool;

    @Autowired
    private JdbcClient jdbc;

    @Value("${tidings.storage.location}")
    private Path storage;

    private Api alice;
    private String folder;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
        folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
    }

    @Test
    void computesTheDigestOfAFile() {
        String file = alice.file(folder, "abc", utf8("abc"));

        JsonNode job = finished(order(file));

        assertThat(job.path("status").asString()).isEqualTo("completed");
        assertThat(job.path("progress").asDouble()).isEqualTo(1.0);
        assertThat(job.path("asset_name").asString()).isEqualTo("abc");
        assertThat(job.path("result").toString())
                .isEqualTo("{\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\","
                        + "\"files\":1,\"bytes\":3}");
    }

    @Test
    void computesTheDigestOfAFolderAsTheDigestOfItsSortedLines() throws NoSuchAlgorithmException {
        String inner = alice.folder(folder, "inner");
        alice.folder(folder, "empty");
        alice.file(folder, "abc", utf8("abc"));
        alice.file(inner, "nothing", new byte[0]);

        JsonNode result = finished(order(folder)).path("result");

        assertThat(result.path("files").asInt()).isEqualTo(2);
        assertThat(result.path("sha256").asString()).isEqualTo(sha256("""
                        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  inner/nothing
                        """));
    }

    @Test
    void tellsEveryStepInOrder() {
        String file = alice.file(folder, "large", new byte[3_000_000]);
        long before = head();

        String id = order(file);
        finished(id);

        assertThat(told(id, before)).containsExactly("created queued", "updated running", "updated completed");
        JsonNode job = alice.get("/api/jobs/" + id).json();
        assertThat(alice.get("/api/jobs/" + id).header("ETag"))
                .isEqualTo("\"" + job.path("etag").asString() + "\"");
    }

    @Test
    void listsOwnJobsNewestFirstInPages() {
        String file = alice.file(folder, "a", utf8("a"));
        List<String> ordered = List.of(order(file), order(file), order(file));
        ordered.forEach(this::finished);

        Answer first = alice.get("/api/jobs?limit=2");
        JsonNode second = alice.get(
                        "/api/jobs?limit=2&after=" + first.json().path("next").asString())
                .json();

        assertThat(first.header("Change-Position")).startsWith("/user/queue/jobs@");
        assertThat(ids(first.json())).containsExactly(ordered.get(2), ordered.get(1));
        assertThat(ids(second)).first().isEqualTo(ordered.get(0));
        assertThat(ids(Api.on(port).as("bob").get("/api/jobs").json())).doesNotContainAnyElementsOf(ordered);
        Api.on(port).as("bob").get("/api/jobs/" + ordered.get(0)).isProblem(404);
        Api.on(port).as("bob").delete("/api/jobs/" + ordered.get(0)).isProblem(404);
    }

    @Test
    void cancelsAJobThatAnotherInstanceRuns() {
        jdbc.sql("insert into instance values ('other', current_timestamp, current_timestamp + interval '1' day)")
                .update();
        String id = running("other");

        Answer cancelled = alice.delete("/api/jobs/" + id);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
        assertThat(service.progress(id, "other", 5)).isFalse();
        assertThat(alice.delete("/api/jobs/" + id).isProblem(409).text()).contains("is cancelled already");
    }

    @Test
    void leavesAFinishedJobFinished() {
        String id = order(alice.file(folder, "a", utf8("a")));
        finished(id);

        alice.delete("/api/jobs/" + id).isProblem(409);
        assertThat(alice.get("/api/jobs/" + id).json().path("status").asString())
                .isEqualTo("completed");
    }

    @Test
    void reportsTheJobOfAnInstanceThatIsGoneOnce() {
        long before = head();
        String id = running("gone");

        JsonNode job = finished(id);

        assertThat(job.path("status").asString()).isEqualTo("failed");
        assertThat(job.path("error").asString()).isEqualTo(JobLedger.INSTANCE_GONE);
        assertThat(service.progress(id, "gone", 5)).isFalse();
        jobPool.failAbandoned();
        assertThat(told(id, before)).endsWith("updated failed").containsOnlyOnce("updated failed");
    }

    @Test
    void failsAJobWhoseFileCannotBeRead() throws IOException {
        String file = alice.file(folder, "lost", utf8("unlike any other"));
        removeContent("unlike any other");

        JsonNode job = finished(order(file));

        assertThat(job.path("status").asString()).isEqualTo("failed");
        assertThat(job.path("error").asString()).isEqualTo("'lost' was deleted before it was read");
    }

    private void removeContent(String content) throws IOException {
        try (Stream<Path> all = Files.walk(storage.resolve("files"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).equals(content)) {
                    Files.delete(file);
                }
            }
        }
    }

    private String running(String instance) {
        String id = UUID.randomUUID().toString();
        service.create(id, new Job.Order("alice", Job.CHECKSUM, folder, "f"), instance);
        service.advance(id, job -> job.isOn(instance, JobStatus.QUEUED), (job, now) -> job.running(10, now));
        return id;
    }

    private String order(String asset) {
        Answer answer = alice.post("/api/jobs", Map.of("kind", "checksum", "asset_id", asset));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Location")).startsWith("/api/jobs/");
        return answer.json().path("id").asString();
    }

    private JsonNode finished(String id) {
        var unfinished = Set.of("queued", "running");
        return await().atMost(DEADLINE)
                .until(
                        () -> alice.get("/api/jobs/" + id).json(),
                        job -> !unfinished.contains(job.path("status").asString()));
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private long head() {
        return NumberedChanges.in(changes, jdbc).head(JobService.queue("alice")).sequence();
    }

    private List<String> told(String id, long after) {
        return NumberedChanges.in(changes, jdbc).read(JobService.queue("alice"), after, 1_000).stream()
                .map(entry -> JsonMapper.shared().readTree(entry.body()))
                .filter(change -> change.path("resource").path("id").asString().equals(id))
                .map(change -> change.path("event").asString() + " "
                        + change.path("resource").path("status").asString())
                .toList();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
