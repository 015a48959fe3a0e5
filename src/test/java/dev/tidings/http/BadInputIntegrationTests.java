package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What the service answers to input that is wrong: the field and the rule, and nothing about itself. */
@RunningApplication
@TestPropertySource(properties = "tidings.storage.max-file-size=100KB")
class BadInputIntegrationTests {

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @LocalServerPort
    private int port;

    private Api alice;
    private String folder;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
        folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "..", ".", "/etc/passwd", "a\\\\b", " a"})
    void refusesUploadsWhoseNamesAreNoNames(String name) {
        assertThat(alice.upload(folder, name, new byte[1]).isProblem(400).field())
                .isEqualTo("file");
        assertThat(alice.get("/api/assets?parent_id=" + folder)
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void compressesAnswersAndInflatesNothing() throws IOException {
        Answer large = alice.get("/openapi.json", "Accept-Encoding", "gzip");
        var deflated = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(deflated)) {
            gzip.write(utf8("{\"parent_id\":\"%s\",\"name\":\"%s\"}".formatted(folder, "x".repeat(1_000_000))));
        }

        assertThat(large.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(large.body())).readAllBytes())
                .hasSizeGreaterThan(5 * large.body().length);
        alice.send(
                        "POST",
                        "/api/assets",
                        deflated.toByteArray(),
                        List.of("Content-Type", "application/json", "Content-Encoding", "gzip"))
                .isProblem(400);
    }

    @Test
    void refusesUploadsWithZeroBytesInTheirNames() {
        alice.upload(folder, "a\u0000b", new byte[1]).isProblem(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"parent_id\":\"F\",\"name\":\"a\\u0000b\"}'      | name         | control characters",
                "'{\"parent_id\":\"F\",\"name\":\"../a\"}'           | name         | must be a name without path",
                "'{\"parent_id\":\"F\",\"name\":\"\"}'               | name         | must not be empty",
                "'{\"parent_id\":\"F\",\"name\":\"a \"}'             | name         | start or end with a blank",
                "'{\"parent_id\":\"F\",\"name\":\"\\ud800\"}'        | name         | well-formed Unicode",
                "'{\"parent_id\":\"F\",\"name\":5}'                  | name         | must be text",
                "'{\"parent_id\":\"F\",\"name\":{}}'                 | name         | must be text",
                "'{\"parent_id\":\"F\",\"name\":null}'               | name         | must not be null",
                "'{\"name\":\"a\"}'                                  | parent_id    | must not be null",
                "'{\"parent_id\":\"F\",\"name\":\"a\",\"content_type\":\"text/plain\"}' | content_type | must be 'folder'"
            })
    void namesTheFieldAndTheRule(String json, String field, String rule) {
        Answer answer =
                alice.send("POST", "/api/assets", "application/json", utf8(json.replace("\"F\"", quoted(folder))));

        assertThat(answer.isProblem(400).field()).isEqualTo(field);
        assertThat(answer.json().path("detail").asString())
                .contains("'" + field + "'")
                .contains(rule);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        Answer answer = alice.post("/api/assets", Map.of("parent_id", folder, "name", "x".repeat(300)));

        assertThat(answer.isProblem(400).text()).contains("at most 255 characters, but has 300");
        alice.upload(folder, "y".repeat(300), new byte[1]).isProblem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\":}", "not json", "{} {}", ""})
    void saysWhereJsonIsBroken(String json) {
        Answer answer = alice.send("POST", "/api/assets", "application/json", utf8(json));

        assertThat(answer.isProblem(400).text()).contains("The request body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "5"})
    void refusesJsonOfAnotherShape(String json) {
        alice.send("POST", "/api/assets", "application/json", utf8(json)).isProblem(400);
        alice.send("POST", "/api/jobs", "application/json", utf8(json)).isProblem(400);
    }

    @Test
    void refusesMediaTypesAndMethodsThatItDoesNotKnow() {
        Answer method = alice.send("PATCH", "/api/assets/" + folder, "application/json", utf8("{}"));

        alice.send("POST", "/api/assets", "text/xml", utf8("<a/>")).isProblem(415);
        assertThat(method.isProblem(405).header("Allow")).contains("GET").contains("PUT");
        alice.get("/api/assets/" + folder, "Accept", "text/html").isProblem(406);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/assets?parent_id=F&limit=0, limit",
        "/api/assets?parent_id=F&limit=1001, limit",
        "/api/assets?parent_id=F&limit=many, limit",
        "/api/assets?parent_id=F&after=nonsense, after",
        "/api/assets?parent_id=F&shared=true, parent_id",
        "/api/assets?shared=perhaps, shared",
        "/api/assets, parent_id",
        "/api/jobs?limit=-1, limit",
        "/api/jobs?after=YQpi, after"
    })
    void namesTheParameter(String path, String field) {
        assertThat(alice.get(path.replace("=F", "=" + folder)).isProblem(400).field())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/assets/nothing", "/api/assets/" + NOBODY, "/api/assets/%00", "/api/assets/" + NOBODY + "/content",
                "/api/assets?parent_id=nothing", "/api/assets?parent_id=%00", "/api/jobs/nothing",
                        "/api/jobs/" + NOBODY,
                "/api/nothing", "/api/assets/" + NOBODY + "/nothing", "/api/assets/" + NOBODY + "/access"
            })
    void knowsNothingOfWhatIsNotThere(String path) {
        Answer answer = alice.get(path, "Accept", "text/html, */*");

        assertThat(answer.status()).isIn(400, 404);
        answer.isProblem(path.contains("/%00") ? answer.status() : 404);
    }

    @Test
    void refusesUploadsThatAreTooLarge() {
        Answer answer = alice.upload(folder, "large", new byte[101 * 1024]);

        assertThat(answer.isProblem(413).text()).contains("at most 102400B");
        assertThat(alice.upload(folder, "fits", new byte[100 * 1024]).status()).isEqualTo(201);
    }

    @Test
    void refusesUploadsWithoutAFileOrAFolder() {
        String empty = "--b\r\nContent-Disposition: form-data; name=\"parent_id\"\r\n\r\n" + folder + "\r\n--b--\r\n";
        String file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\na\r\n--b--\r\n";

        assertThat(multipart(empty).isProblem(400).field()).isEqualTo("file");
        assertThat(multipart(file).isProblem(400).field()).isEqualTo("parent_id");
        multipart("--b\r\nbroken").isProblem(400);
        multipart("").isProblem(400);
    }

    @Test
    void takesFoldersOnlyForFolders() {
        String file = alice.file(folder, "file", new byte[1]);

        assertThat(alice.upload(file, "a", new byte[1]).isProblem(400).field()).isEqualTo("parent_id");
        assertThat(alice.get("/api/assets?parent_id=" + file).isProblem(400).field())
                .isEqualTo("parent_id");
        alice.get("/api/assets/" + folder + "/content").isProblem(409);
        alice.put("/api/assets/" + file + "/access", Map.of("user", "bob", "role", "viewer"))
                .isProblem(409);
    }

    @Test
    void refusesFoldersInThemselves() {
        String inner = alice.folder(folder, "inner");

        for (String target : new String[] {folder, inner}) {
            Answer answer = alice.put("/api/assets/" + folder, Map.of("parent_id", target));
            assertThat(answer.isProblem(400).field()).isEqualTo("parent_id");
        }
    }

    @Test
    void refusesASecondEntryOfTheSameName() {
        alice.folder(folder, "name");
        String other = alice.folder(folder, "other");

        assertThat(alice.upload(folder, "name", new byte[1]).isProblem(409).field())
                .isEqualTo("name");
        alice.put("/api/assets/" + other, Map.of("name", "name")).isProblem(409);
    }

    @Test
    void refusesWhatWasMeantForAnotherVersion() {
        String path = "/api/assets/" + alice.file(folder, "file", new byte[1]);

        alice.put(path, Map.of("name", "b"), "If-Match", "\"7\"").isProblem(412);
        alice.put(path, Map.of("name", "b"), "If-Match", "W/\"1\"").isProblem(412);
        alice.delete(path, "If-Match", "\"7\"").isProblem(412);
        assertThat(alice.put(path, Map.of("name", "b"), "If-Match", "\"7\", \"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(alice.delete(path, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void leavesHomeFoldersWhereTheyAre() {
        String home = "/api/assets/" + alice.home();

        alice.put(home, Map.of("name", "b")).isProblem(409);
        alice.delete(home).isProblem(409);
    }

    @Test
    void refusesAnEditThatSaysNothing() {
        alice.put("/api/assets/" + folder, Map.of()).isProblem(400);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"kind\":\"mine\",\"asset_id\":\"F\"}', kind, 400",
        "'{\"kind\":\"checksum\"}', asset_id, 400",
        "'{\"kind\":\"checksum\",\"asset_id\":[]}', asset_id, 400",
        "'{\"kind\":\"checksum\",\"asset_id\":\"nothing\"}', '', 404"
    })
    void refusesJobsThatItCannotDo(String json, String field, int status) {
        Answer answer = alice.send("POST", "/api/jobs", "application/json", utf8(json));

        assertThat(answer.isProblem(status).field()).isEqualTo(field);
    }

    @Test
    void answersProblemsBeforeAnyFilterToo() throws IOException {
        String answer =
                raw("GET /api/%zz HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        String header = raw("GET /api/me HTTP/1.1\r\nHost: localhost\r\nX-Large: %s\r\nConnection: close\r\n\r\n"
                .formatted("x".repeat(100_000)));

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("<html");
        assertThat(header)
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json")
                .doesNotContain("<html");
    }

    private Answer multipart(String body) {
        return alice.send("POST", "/api/assets", "multipart/form-data; boundary=b", utf8(body));
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(utf8(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
