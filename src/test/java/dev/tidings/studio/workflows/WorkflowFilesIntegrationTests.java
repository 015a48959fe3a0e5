package dev.tidings.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Workflows that other programs write to a folder. */
@RunningApplication
@TestPropertySource(properties = {"tidings.watching.interval=100ms", "tidings.monitoring.report-interval=100ms"})
class WorkflowFilesIntegrationTests {

    private static final String EMPTY = "{\"name\":\"%s\",\"graph\":{\"nodes\":[],\"edges\":[]}}";

    private static final Duration INTERVAL = Duration.ofMillis(100);

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    private Api alice;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tidings.workflows.files", folder::toString);
    }

    @BeforeEach
    void signIn() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        alice = Api.on(port).as("alice");
        awaitIds();
    }

    @Test
    void tellsSubscribersWhatHappensInTheFolder() throws IOException {
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.subscribe("s", WorkflowFiles.TOPIC.address());

            write("nightly", EMPTY.formatted("Nightly"));
            JsonNode created = client.expectMessage("s").json();
            write("nightly", EMPTY.formatted("Hourly"));
            JsonNode updated = client.expectMessage("s").json();
            Files.delete(folder.resolve("nightly.json"));
            JsonNode deleted = client.expectMessage("s").json();

            assertThat(created.path("event").asString()).isEqualTo("created");
            assertThat(created.path("resource_type").asString()).isEqualTo("workflow_file");
            assertThat(created.at("/resource/name").asString()).isEqualTo("Nightly");
            assertThat(created.at("/resource/node_count").asInt()).isZero();
            assertThat(updated.path("event").asString()).isEqualTo("updated");
            assertThat(updated.at("/resource/name").asString()).isEqualTo("Hourly");
            assertThat(updated.at("/resource/etag")).isNotEqualTo(created.at("/resource/etag"));
            assertThat(deleted.path("event").asString()).isEqualTo("deleted");
            assertThat(deleted.at("/resource/id").asString()).isEqualTo("nightly");
        }
    }

    @Test
    void aListIsRightWithoutAnySubscriber() throws IOException {
        write("a", EMPTY.formatted("A"));
        awaitIds("a");
        write("b", EMPTY.formatted("B"));
        Files.writeString(folder.resolve("c.txt"), "no workflow");
        write("not an id", EMPTY.formatted("C"));

        awaitIds("a", "b");
        Answer list = alice.get("/api/workflow-files");
        assertThat(list.header("Change-Position")).startsWith("/topic/workflow-files/all@");
        assertThat(alice.get("/api/workflow-files", "If-None-Match", list.header("ETag"))
                        .status())
                .isEqualTo(304);
        Api.on(port).get("/api/workflow-files").isProblem(401);
    }

    @Test
    void aFileCanBeSavedAsAWorkflow() throws IOException {
        write("a", EMPTY.formatted("A"));

        JsonNode file = alice.get("/api/workflow-files/a").json();

        assertThat(alice.post("/api/workflows", file).status()).isEqualTo(201);
        alice.get("/api/workflow-files/b").isProblem(404);
        alice.get("/api/workflow-files/..%2Fa").isProblem(400);
    }

    static List<Arguments> badFiles() {
        return List.of(
                arguments("{", "it must be JSON with a name and a graph: line 1"),
                arguments("[]", "it must be JSON"),
                arguments("null", "it must be JSON"),
                arguments("", "it must be JSON"),
                arguments("{}", "'graph' must not be null"),
                arguments("{\"name\":\"a\"}", "'graph' must not be null"),
                arguments(EMPTY.formatted(" "), "'name' "),
                arguments(
                        "{\"name\":\"a\",\"graph\":{\"nodes\":[{\"type\":\"delay\",\"id\":\"d\",\"name\":\"d\","
                                + "\"milliseconds\":-1}],\"edges\":[]}}",
                        "'graph.nodes[0].milliseconds' "),
                arguments(
                        "{\"name\":\"a\",\"graph\":{\"nodes\":[],\"edges\":["
                                + "{\"id\":\"e\",\"source\":\"x\",\"target\":\"y\"}]}}",
                        "'graph.edges[0].source' "));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void saysWhatIsWrongWithAFile(String content, String error) throws IOException {
        write("bad", content);

        await().untilAsserted(() -> assertThat(error()).startsWith(error));
        assertThat(alice.get("/api/workflow-files/bad").isProblem(409).text()).contains("cannot be used");
    }

    @Test
    void aBadFileIsTheSameForEverybodyWhoAsks() throws IOException {
        write("bad", "{}");
        awaitIds("bad");
        String position = alice.get("/api/workflow-files").header("Change-Position");

        for (String language : List.of("de", "fr", "en", "ja")) {
            Answer answer = alice.get("/api/workflow-files", "Accept-Language", language);
            assertThat(answer.json().at("/items/0/error").asString()).isEqualTo("'graph' must not be null");
        }

        await().during(INTERVAL.multipliedBy(3))
                .until(() -> alice.get("/api/workflow-files", "Accept-Language", "de")
                        .header("Change-Position")
                        .equals(position));
    }

    @Test
    void whatIsNoFileThatCanBeReadSpoilsNothing() throws IOException {
        Files.createDirectory(folder.resolve("directory.json"));
        Files.createSymbolicLink(folder.resolve("nowhere.json"), folder.resolve("none"));
        write("good", EMPTY.formatted("Good"));

        awaitIds("good");

        alice.get("/api/workflow-files/directory").isProblem(404);
        alice.get("/api/workflow-files/nowhere").isProblem(404);
    }

    @Test
    void aFolderThatIsAwayForAMomentIsNotEmpty() throws IOException {
        write("a", EMPTY.formatted("A"));
        awaitIds("a");
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);

        await().during(INTERVAL.multipliedBy(3)).until(() -> ids().equals(List.of("a")));

        Files.move(away, folder);
    }

    @Test
    void aFileThatIsTooLargeIsNotUsed() throws IOException {
        write("large", EMPTY.formatted("A") + " ".repeat(1024 * 1024));

        await().untilAsserted(() -> assertThat(error()).startsWith("it must have at most"));
    }

    /** Waits until these files are listed: the list is as old as the last look. */
    private void awaitIds(String... expected) {
        await().until(() -> ids().equals(List.of(expected)));
    }

    private List<String> ids() {
        return alice.get("/api/workflow-files")
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private String error() {
        return alice.get("/api/workflow-files").json().at("/items/0/error").asString("");
    }

    /** Writes a file in one step, as a program should that others watch. */
    private static void write(String id, String content) throws IOException {
        Path temporary = Files.writeString(folder.resolve(id + ".tmp"), content);
        Files.move(temporary, folder.resolve(id + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }
}
