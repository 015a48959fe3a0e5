package dev.tidings.studio.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.instance.Instances;
import dev.tidings.instance.WorkPool;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Collections: what is found, by whom, and what each is told of the indexing. */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.collections.max-text-size=1KB",
            "tidings.collections.progress-interval=1ms",
            "tidings.collections.check-interval=1h"
        })
class CollectionsIntegrationTests {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DestinationCatalog destinations;

    @Autowired
    private Instances instances;

    @Autowired
    private WorkPool collectionPool;

    @Value("${tidings.storage.location}")
    private Path storage;

    private Api alice;
    private Api bob;
    private String workspace;
    private String folder;

    @BeforeEach
    void create() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
    }

    @Test
    void findsFilesByTheirContentAndByTheirName() {
        String fox = alice.file(folder, "a.txt", utf8("The quick brown fox. It jumps.\n"));
        String dog = alice.file(alice.folder(folder, "below"), "b.md", utf8("A lazy dog, a quick one."));
        String image = alice.file(folder, "picture.png", PNG);

        String id = indexed(null);

        assertThat(resource(id).path("files").asInt()).isEqualTo(3);
        assertThat(resource(id).path("texts").asInt()).isEqualTo(2);
        assertThat(found(alice, id, "quick")).containsExactlyInAnyOrder(fox, dog);
        assertThat(found(alice, id, "QUICK brown")).containsExactly(fox);
        assertThat(found(alice, id, "\"lazy dog\"")).containsExactly(dog);
        assertThat(found(alice, id, "la* -fox")).containsExactly(dog);
        assertThat(found(alice, id, "fox|dog")).containsExactlyInAnyOrder(fox, dog);
        assertThat(found(alice, id, "picture.png")).containsExactly(image);
        assertThat(found(alice, id, "cat")).isEmpty();
    }

    @Test
    void showsWhereTheWordsAre() {
        alice.file(folder, "a.txt", utf8("The quick brown fox. It jumps. <b>Nothing</b> here."));
        alice.file(folder, "fox.png", PNG);

        JsonNode results = search(alice, indexed(null), "fox").path("results");

        assertThat(results.path(0).path("name").asString()).isEqualTo("fox.png");
        assertThat(results.path(0).path("excerpt").size()).isZero();
        assertThat(results.at("/1/excerpt")
                        .valueStream()
                        .map(part -> part.path("match").asBoolean()
                                ? "[" + part.path("text").asString() + "]"
                                : part.path("text").asString())
                        .collect(Collectors.joining()))
                .isEqualTo("The quick brown [fox]. ");
    }

    @Test
    void indexingAgainFollowsWhatBecameOfTheFiles() {
        String stays = alice.file(folder, "stays.txt", utf8("word"));
        String renamed = alice.file(folder, "old.txt", utf8("word"));
        String deleted = alice.file(folder, "deleted.txt", utf8("word"));
        String id = indexed(null);
        alice.put("/api/assets/" + renamed, Map.of("name", "new.txt"));
        alice.delete("/api/assets/" + deleted);
        String added = alice.file(folder, "added.txt", utf8("word"));

        assertThat(found(alice, id, "word")).containsExactlyInAnyOrder(stays, renamed);
        assertThat(alice.post("/api/collections/" + id + "/index", Map.of()).status())
                .isEqualTo(202);
        awaitStatus(id, "indexed");

        assertThat(resource(id).path("files").asInt()).isEqualTo(3);
        assertThat(found(alice, id, "word")).containsExactlyInAnyOrder(stays, renamed, added);
        assertThat(found(alice, id, "new.txt")).containsExactly(renamed);
        assertThat(found(alice, id, "old.txt")).isEmpty();
    }

    @Test
    void ofAFileThatIsTooLargeTheNameIsIndexed() {
        String large = alice.file(folder, "large.txt", utf8("word ".repeat(300)));

        String id = indexed(null);

        assertThat(resource(id).path("texts").asInt()).isZero();
        assertThat(found(alice, id, "word")).isEmpty();
        assertThat(found(alice, id, "large.txt")).containsExactly(large);
    }

    @Test
    void onlyFilesAreFoundThatTheSearcherMayRead() {
        String shared = alice.folder(folder, "shared");
        String open = alice.file(shared, "open.txt", utf8("word"));
        String closed = alice.file(folder, "closed.txt", utf8("word"));
        join("bob", "viewer");
        String id = indexed(workspace);

        assertThat(found(alice, id, "word")).containsExactlyInAnyOrder(open, closed);
        assertThat(found(bob, id, "word")).isEmpty();
        alice.put("/api/assets/" + shared + "/access", Map.of("user", "bob", "role", "viewer"));
        assertThat(found(bob, id, "word")).containsExactly(open);
        alice.delete("/api/assets/" + shared + "/access?user=bob");
        assertThat(found(bob, id, "word")).isEmpty();
    }

    @Test
    void tellsHowFarItIsAndInTheLogThatItIsDone() {
        for (int i = 0; i < 3; i++) {
            alice.file(folder, i + ".txt", utf8("word"));
        }

        String id = indexed(null);

        assertThat(told(topic(id)).stream().map(CollectionsIntegrationTests::describe))
                .containsExactly("updated indexing", "progress 3 of 3", "updated indexed");
        JsonNode last = told(topic(id)).getLast();
        assertThat(last.path("resource")).isEqualTo(resource(id));
        assertThat(lastOf(queue("alice")).path("resource")).isEqualTo(resource(id));
        Answer read = alice.get("/api/collections/" + id);
        assertThat(read.header("ETag"))
                .isEqualTo("\"" + last.at("/resource/etag").asString() + "\"");
        assertThat(read.header("Change-Position"))
                .isEqualTo(topic(id).address() + "@"
                        + NumberedChanges.in(changes, jdbc).head(topic(id)));
    }

    @Test
    void namesFilesToTheirReaderAlone() {
        for (int i = 0; i < 50; i++) {
            alice.file(folder, i + ".txt", utf8("word"));
        }
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.subscribe("s", "/user/queue/collections");

            String own = indexed(null);
            List<JsonNode> ofOwn = progressUntilTheEnd(client, own);
            String ofWorkspace = indexed(workspace);
            List<JsonNode> ofOurs = progressUntilTheEnd(client, ofWorkspace);

            assertThat(ofOwn).hasSizeGreaterThan(1);
            assertThat(ofOwn.getFirst().path("file_name").asString()).endsWith(".txt");
            assertThat(ofOurs).hasSizeGreaterThan(1).noneMatch(progress -> progress.has("file_name"));
        }
    }

    @Test
    void anOwnCollectionIsSeenByItsAuthorAlone() {
        String id = indexed(null);

        assertThat(mayRead("alice", id)).isTrue();
        for (Api stranger : List.of(bob, Api.on(port).as("admin"))) {
            stranger.get("/api/collections/" + id).isProblem(404);
            stranger.get("/api/collections/" + id + "/search?q=a").isProblem(404);
            stranger.post("/api/collections/" + id + "/index", Map.of()).isProblem(404);
            stranger.delete("/api/collections/" + id).isProblem(404);
            assertThat(stranger.get("/api/collections").text()).doesNotContain(id);
        }
        assertThat(mayRead("bob", id)).isFalse();
    }

    @Test
    void viewersSearchEditorsIndexAndOwnersDelete() {
        join("bob", "viewer");
        String id = indexed(workspace);

        assertThat(bob.get("/api/collections").text()).contains(id);
        assertThat(bob.get("/api/collections/" + id + "/search?q=a").status()).isEqualTo(200);
        bob.post("/api/collections/" + id + "/index", Map.of()).isProblem(403);
        bob.post("/api/collections", Map.of("name", "his", "workspace_id", workspace, "folder_id", bob.home()))
                .isProblem(403);

        join("bob", "editor");
        bob.post("/api/collections/" + id + "/index", Map.of()).isProblem(404);
        alice.put("/api/assets/" + folder + "/access", Map.of("user", "bob", "role", "viewer"));
        assertThat(bob.post("/api/collections/" + id + "/index", Map.of()).status())
                .isEqualTo(202);
        bob.delete("/api/collections/" + id).isProblem(403);
        String ofBob = bob.post(
                        "/api/collections", Map.of("name", "his", "workspace_id", workspace, "folder_id", bob.home()))
                .createdId();
        assertThat(alice.delete("/api/collections/" + ofBob).status()).isEqualTo(204);
    }

    @Test
    void membersAreToldWhatTheyMaySeeAndWhatNotAnyMore() {
        String id = indexed(workspace);

        join("bob", "viewer");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("created");
        assertThat(lastOf(queue("bob")).path("resource")).isEqualTo(resource(id));
        alice.delete("/api/workspaces/" + workspace + "/members?user=bob");
        assertThat(lastOf(queue("bob")).path("event").asString()).isEqualTo("deleted");
        assertThat(lastOf(queue("bob")).at("/resource/id").asString()).isEqualTo(id);
        assertThat(mayRead("bob", id)).isFalse();
    }

    @Test
    void aDeletedCollectionLeavesNothing() {
        alice.file(folder, "a.txt", utf8("word"));
        String own = indexed(null);
        String ofWorkspace = indexed(workspace);
        assertThat(index(own)).isNotEmptyDirectory();

        alice.delete("/api/collections/" + own);
        alice.delete("/api/workspaces/" + workspace);

        for (String id : List.of(own, ofWorkspace)) {
            assertThat(index(id)).doesNotExist();
            alice.get("/api/collections/" + id).isProblem(404);
            assertThat(told(topic(id)).getLast().path("event").asString()).isEqualTo("deleted");
        }
    }

    @Test
    void aCollectionThatIsDeletedWhileItIsIndexedLeavesNothing() {
        createFiles(50);

        for (int i = 0; i < 10; i++) {
            String id = create("c").createdId();
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> !resource(id).path("status").asString().equals("queued"));
            alice.delete("/api/collections/" + id);

            // Nothing else is indexed before what was begun has ended.
            indexed(null);
            assertThat(index(id)).doesNotExist();
            assertThat(told(topic(id)).getLast().path("event").asString()).isEqualTo("deleted");
        }
    }

    @Test
    void whatAStopCutsOffIsFailedAndCanBeIndexedAgain() {
        createFiles(50);
        String running = create("running").createdId();
        String waiting = create("waiting").createdId();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> !resource(running).path("status").asString().equals("queued"));

        collectionPool.stop();
        collectionPool.start();

        assertThat(resource(waiting).path("error").asString()).startsWith("Interrupted by a shutdown");
        assertThat(resource(running).path("status").asString()).isIn("failed", "indexed");
        for (String id : List.of(running, waiting)) {
            alice.post("/api/collections/" + id + "/index", Map.of());
            awaitStatus(id, "indexed");
            assertThat(found(alice, id, "word")).hasSize(20);
        }
    }

    private void createFiles(int count) {
        for (int i = 0; i < count; i++) {
            alice.file(folder, i + ".txt", utf8("word"));
        }
    }

    private Answer create(String name) {
        return alice.post("/api/collections", Map.of("name", name, "folder_id", folder));
    }

    @Test
    void failsWhatIsNotIndexedAnyMore() {
        String id = indexed(null);

        jdbc.sql("update collection set status = 'INDEXING', instance_id = 'gone' where id = :id")
                .param("id", id)
                .update();
        collectionPool.failAbandoned();
        assertThat(resource(id).path("status").asString()).isEqualTo("failed");
        assertThat(resource(id).path("error").asString()).startsWith("The instance that indexed");
        jdbc.sql("update collection set status = 'INDEXING', instance_id = :self where id = :id")
                .param("id", id)
                .param("self", instances.self())
                .update();
        alice.post("/api/collections/" + id + "/index", Map.of()).isProblem(409);
        collectionPool.failAbandoned();
        assertThat(resource(id).path("error").asString()).startsWith("The service failed");

        alice.post("/api/collections/" + id + "/index", Map.of());
        awaitStatus(id, "indexed");
        assertThat(resource(id).has("error")).isFalse();
    }

    @Test
    void twoDoNotWriteOneIndexAtOnce() throws IOException {
        alice.file(folder, "a.txt", utf8("word"));
        String id = indexed(null);

        try (var directory = FSDirectory.open(index(id));
                var _ = new IndexWriter(directory, new IndexWriterConfig())) {
            alice.post("/api/collections/" + id + "/index", Map.of());
            awaitStatus(id, "failed");
        }

        assertThat(resource(id).path("error").asString()).startsWith("An earlier attempt");
        assertThat(found(alice, id, "word")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments", "_"})
    void makesAnIndexAnewThatIsDamaged(String name) throws IOException {
        String file = alice.file(folder, "a.txt", utf8("word"));
        String id = indexed(null);
        try (Stream<Path> files = Files.list(index(id))) {
            for (Path one : files.filter(path -> path.getFileName().toString().startsWith(name))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(one);
                bytes[bytes.length / 2] ^= 1;
                Files.write(one, bytes);
            }
        }

        alice.post("/api/collections/" + id + "/index", Map.of());
        awaitStatus(id, "indexed");

        assertThat(found(alice, id, "word")).containsExactly(file);
    }

    @Test
    void writesOnlyTheVersionThatTheClientKnows() {
        String id = indexed(null);

        alice.post("/api/collections/" + id + "/index", Map.of(), "If-Match", "\"1\"")
                .isProblem(412);
        alice.delete("/api/collections/" + id, "If-Match", "\"1\"").isProblem(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((", "\"", "*", "+", "-", "~", "a~9", "a^b", "[a TO", "a:b", "\\", "%", "ö", "😀"})
    void anyWordsCanBeSearched(String words) {
        alice.file(folder, "a.txt", utf8(manyWords()));
        String id = indexed(null);

        assertThat(search(alice, id, words).path("results").isArray()).isTrue();
    }

    @Test
    void refusesWordsThatMeanTooManyOthers() {
        alice.file(folder, "a.txt", utf8(manyWords()));
        alice.file(folder, "b.txt", utf8(manyWords()));
        String id = indexed(null);
        String words = IntStream.range(10, 38).mapToObj(i -> "a" + i + "c~2").collect(Collectors.joining(" "));

        String query = URLEncoder.encode(words, StandardCharsets.UTF_8);
        Answer answer = alice.get("/api/collections/" + id + "/search?q=" + query);

        assertThat(answer.isProblem(400).field()).isEqualTo("q");
    }

    @Test
    void showsLittleOfALongTextWithoutSentences() {
        alice.file(folder, "a.csv", utf8("a,b\n".repeat(100) + "fox\n" + "c,d\n".repeat(100)));

        JsonNode excerpt = search(alice, indexed(null), "fox").at("/results/0/excerpt");

        String shown =
                excerpt.valueStream().map(part -> part.path("text").asString()).collect(Collectors.joining());
        assertThat(shown).contains("fox").hasSizeLessThan(300);
    }

    @Test
    void findsWhatOneMayReadAmongMuchThatOneMayNot() {
        for (int i = 0; i < 250; i++) {
            alice.file(folder, i + ".txt", utf8("word"));
        }
        String shared = alice.folder(folder, "shared");
        String open = alice.file(shared, "open.txt", utf8("a word between others"));
        alice.put("/api/assets/" + shared + "/access", Map.of("user", "bob", "role", "viewer"));
        join("bob", "viewer");

        assertThat(found(bob, indexed(workspace), "word")).containsExactly(open);
    }

    @Test
    void readsOnlyFilesThatAreNewOrWereChanged() {
        String file = alice.file(folder, "a.txt", utf8("first"));
        String id = indexed(null);
        // Nobody but a test writes content without a new version.
        writeContent(file, "other");

        alice.post("/api/collections/" + id + "/index", Map.of());
        awaitStatus(id, "indexed");
        assertThat(found(alice, id, "first")).containsExactly(file);
        alice.put("/api/assets/" + file, Map.of("name", "b.txt"));
        alice.post("/api/collections/" + id + "/index", Map.of());
        awaitStatus(id, "indexed");

        assertThat(found(alice, id, "other")).containsExactly(file);
    }

    @Test
    void aFileThatIsNotInUtf8IsFoundByItsName() {
        String file = alice.file(folder, "latin.txt", "sch\u00f6n und gut".getBytes(StandardCharsets.ISO_8859_1));

        String id = indexed(null);

        assertThat(resource(id).path("texts").asInt()).isZero();
        assertThat(found(alice, id, "gut")).isEmpty();
        assertThat(found(alice, id, "latin")).containsExactly(file);
    }

    @Test
    void failsWhenTheFolderMayNotBeReadAnyMore() {
        alice.put("/api/assets/" + folder + "/access", Map.of("user", "bob", "role", "viewer"));
        String id = bob.post("/api/collections", Map.of("name", "c", "folder_id", folder))
                .createdId();
        await().until(() -> bob.get("/api/collections/" + id)
                .json()
                .path("status")
                .asString()
                .equals("indexed"));

        alice.delete("/api/assets/" + folder + "/access?user=bob");

        bob.post("/api/collections/" + id + "/index", Map.of()).isProblem(404);
    }

    @ParameterizedTest
    @CsvSource({"q=, q", "q=%20, q", "limit=1, q", "q=a&limit=0, limit", "q=a&limit=101, limit", "q=a&limit=x, limit"})
    void refusesBadSearches(String query, String field) {
        String id = indexed(null);

        assertThat(alice.get("/api/collections/" + id + "/search?" + query)
                        .isProblem(400)
                        .field())
                .isEqualTo(field);
        alice.get("/api/collections/" + id + "/search?q=" + "a".repeat(201)).isProblem(400);
    }

    @Test
    void refusesBadRequests() {
        String file = alice.file(folder, "a.txt", utf8("word"));
        String ofBob = bob.folder(bob.home(), "f-" + UUID.randomUUID());

        assertThat(alice.post("/api/collections", Map.of("folder_id", folder))
                        .isProblem(400)
                        .field())
                .isEqualTo("name");
        assertThat(alice.post("/api/collections", Map.of("name", "a"))
                        .isProblem(400)
                        .field())
                .isEqualTo("folder_id");
        assertThat(alice.post("/api/collections", Map.of("name", " ", "folder_id", folder))
                        .isProblem(400)
                        .field())
                .isEqualTo("name");
        assertThat(alice.post("/api/collections", Map.of("name", "a", "folder_id", file))
                        .isProblem(400)
                        .field())
                .isEqualTo("folder_id");
        for (String unknown : List.of("x", UUID.randomUUID().toString(), ofBob)) {
            alice.post("/api/collections", Map.of("name", "a", "folder_id", unknown))
                    .isProblem(404);
        }
        alice.post("/api/collections", Map.of("name", "a", "folder_id", folder, "workspace_id", "x"))
                .isProblem(404);
        alice.get("/api/collections/x").isProblem(404);
        alice.get("/api/collections?after=x").isProblem(400);
    }

    /** Creates a collection of the folder and waits until it is indexed. */
    private String indexed(@Nullable String workspaceId) {
        var body = new HashMap<String, Object>(Map.of("name", "c", "folder_id", folder));
        if (workspaceId != null) {
            body.put("workspace_id", workspaceId);
        }
        String id = alice.post("/api/collections", body).createdId();
        awaitStatus(id, "indexed");
        return id;
    }

    private void awaitStatus(String id, String status) {
        await().until(() -> resource(id).path("status").asString().equals(status));
    }

    private JsonNode resource(String id) {
        return alice.get("/api/collections/" + id).json();
    }

    /** Returns a text of very many short words. */
    private static String manyWords() {
        return IntStream.range(0, 200).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));
    }

    private void writeContent(String file, String content) {
        String key = jdbc.sql("select storage_key from asset where id = :id")
                .param("id", file)
                .query(String.class)
                .single();
        try {
            Path folders = storage.resolve("files").resolve(key.substring(0, 2)).resolve(key.substring(2, 4));
            Files.writeString(folders.resolve(key), content);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static JsonNode search(Api user, String id, String words) {
        String query = URLEncoder.encode(words, StandardCharsets.UTF_8);
        Answer answer = user.get("/api/collections/" + id + "/search?q=" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> found(Api user, String id, String words) {
        return search(user, id, words)
                .path("results")
                .valueStream()
                .map(hit -> hit.path("asset_id").asString())
                .toList();
    }

    /** Returns what a client was told of the indexing of a collection. */
    private static List<JsonNode> progressUntilTheEnd(StompTestClient client, String id) {
        var told = new ArrayList<JsonNode>();
        JsonNode next = client.expectMessage("s").json();
        while (!next.at("/resource/id").asString().equals(id)
                || !next.at("/resource/status").asString().equals("indexed")) {
            if (next.path("collection_id").asString().equals(id)) {
                told.add(next);
            }
            next = client.expectMessage("s").json();
        }
        return told;
    }

    private static String describe(JsonNode body) {
        return body.path("type").asString().equals("index_progress_update")
                ? "progress %d of %d"
                        .formatted(
                                body.path("current").asInt(), body.path("total").asInt())
                : body.path("event").asString() + " "
                        + body.at("/resource/status").asString();
    }

    private void join(String user, String role) {
        assertThat(alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", user, "role", role))
                        .status())
                .isEqualTo(200);
    }

    private Path index(String id) {
        return storage.resolve("collections").resolve(id);
    }

    private boolean mayRead(String user, String id) {
        return destinations.mayRead(new Reader(user, Set.of()), topic(id));
    }

    private List<JsonNode> told(Destination destination) {
        return NumberedChanges.bodies(changes, jdbc, destination, 0);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }

    private static Destination topic(String id) {
        return CollectionChanges.topic(id);
    }

    private static Destination queue(String user) {
        return CollectionChanges.queue(user);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
