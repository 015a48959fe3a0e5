package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Files and folders over HTTP. */
@RunningApplication
class AssetsIntegrationTests {

    private static final byte[] HELLO = "Hello, world\n".getBytes(StandardCharsets.UTF_8);

    @LocalServerPort
    private int port;

    private Api alice;
    private Api bob;
    private String folder;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
    }

    @Test
    void tellsUsersWhoTheyAreAndGivesThemOneHome() {
        JsonNode me = alice.get("/api/me").json();

        assertThat(me.path("id").asString()).isEqualTo("alice");
        assertThat(me.path("roles").isArray()).isTrue();
        assertThat(alice.home()).isEqualTo(alice.home()).isNotEqualTo(bob.home());
    }

    @Test
    void keepsAnUploadAndSendsItBack() {
        Answer created = alice.upload(folder, "héllo wörld.txt", HELLO);

        JsonNode asset = created.json();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/assets/" + id(created));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(asset.path("etag").asString()).isEqualTo("1");
        assertThat(asset.path("name").asString()).isEqualTo("héllo wörld.txt");
        assertThat(asset.path("parent_id").asString()).isEqualTo(folder);
        assertThat(asset.path("owner").asString()).isEqualTo("alice");
        assertThat(asset.path("content_type").asString()).isEqualTo("text/plain");
        assertThat(asset.path("size").asLong()).isEqualTo(HELLO.length);
        assertThat(asset.path("created_at").asString()).endsWith("Z");
        Answer content = alice.get("/api/assets/" + id(created) + "/content");
        assertThat(content.body()).isEqualTo(HELLO);
        assertThat(content.header("Content-Type")).isEqualTo("text/plain");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(content.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''h%C3%A9llo%20w%C3%B6rld.txt");
        assertThat(content.header("ETag")).isEqualTo("\"1\"");
        assertThat(content.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void sendsRangesOfContent() {
        String path = "/api/assets/" + alice.file(folder, "range.txt", HELLO) + "/content";

        Answer part = alice.get(path, "Range", "bytes=7-11", "If-Range", "\"1\"");
        Answer changed = alice.get(path, "Range", "bytes=7-11", "If-Range", "\"0\"");
        Answer parts = alice.get(path, "Range", "bytes=0-4,7-11");
        Answer beyond = alice.get(path, "Range", "bytes=99-");

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("world");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 7-11/13");
        assertThat(parts.status()).isEqualTo(206);
        assertThat(parts.text()).contains("bytes 0-4/13\r\n\r\nHello\r\n", "bytes 7-11/13\r\n\r\nworld\r\n");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo(HELLO);
        assertThat(beyond.isProblem(416).header("Content-Range")).isEqualTo("bytes */13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=1-2", "bytes=5-2", "nonsense"})
    void ignoresRangesThatMakeNoSense(String range) {
        String path = "/api/assets/" + alice.file(folder, "whole.txt", HELLO) + "/content";

        Answer whole = alice.get(path, "Range", range);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(HELLO);
    }

    @Test
    void tellsTheContentTypeFromTheContentAndNotFromTheClient() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};

        assertThat(alice.upload(folder, "picture.txt", png)
                        .json()
                        .path("content_type")
                        .asString())
                .isEqualTo("image/png");
    }

    @Test
    void takesAnEmptyFile() {
        Answer created = alice.upload(folder, "empty", new byte[0]);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("size").asLong(-1)).isZero();
        assertThat(alice.get("/api/assets/" + id(created) + "/content").body()).isEmpty();
    }

    @Test
    void answersNotModifiedToWhoHasTheVersion() {
        String path = "/api/assets/" + alice.file(folder, "a", HELLO);
        String list = "/api/assets?parent_id=" + folder;
        Answer loaded = alice.get(list);

        Answer again = alice.get(list, "If-None-Match", loaded.header("ETag"));

        assertThat(alice.get(path, "If-None-Match", "\"1\"").status()).isEqualTo(304);
        assertThat(alice.get(path, "If-None-Match", "\"2\"").status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("Change-Position")).isEqualTo(loaded.header("Change-Position"));
        assertThat(loaded.header("Cache-Control")).contains("private").contains("no-cache");
    }

    @Test
    void listsAFolderInPagesInTheOrderOfNames() {
        for (String name : new String[] {"c", "a", "e", "b", "d"}) {
            alice.folder(folder, name);
        }

        JsonNode first = alice.get("/api/assets?limit=2&parent_id=" + folder).json();
        JsonNode second = page(first);
        JsonNode third = page(second);

        assertThat(names(first)).isEqualTo("ab");
        assertThat(names(second)).isEqualTo("cd");
        assertThat(names(third)).isEqualTo("e");
        assertThat(third.has("next")).isFalse();
        assertThat(first.path("role").asString()).isEqualTo("owner");
    }

    @Test
    void listsWithThePositionOfTheFolderAndThePathToIt() {
        String inner = alice.folder(folder, "inner");
        alice.file(inner, "a", HELLO);
        alice.file(inner, "b", HELLO);

        Answer list = alice.get("/api/assets?parent_id=" + inner);

        assertThat(list.header("Change-Position")).matches("/topic/assets/" + inner + "@[A-Za-z0-9_-]+:2");
        JsonNode path = list.json().path("path");
        assertThat(path.size()).isEqualTo(3);
        assertThat(path.path(0).path("id").asString()).isEqualTo(alice.home());
        assertThat(path.path(2).path("name").asString()).isEqualTo("inner");
    }

    @Test
    void renamesAndMovesInOneStep() {
        String file = alice.file(folder, "a", HELLO);
        String target = alice.folder(folder, "target");

        Answer moved = alice.put("/api/assets/" + file, Map.of("name", "b", "parent_id", target), "If-Match", "\"1\"");

        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.header("ETag")).isEqualTo("\"2\"");
        assertThat(moved.json().path("name").asString()).isEqualTo("b");
        assertThat(moved.json().path("parent_id").asString()).isEqualTo(target);
    }

    @Test
    void leavesTheVersionWhenNothingChanges() {
        String file = alice.file(folder, "same", HELLO);
        String before = alice.get("/api/assets?parent_id=" + folder).header("Change-Position");

        Answer answer = alice.put("/api/assets/" + file, Map.of("name", "same", "parent_id", folder));

        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(alice.get("/api/assets?parent_id=" + folder).header("Change-Position"))
                .isEqualTo(before);
    }

    @Test
    void deletesAFolderWithEverythingInIt() {
        String inner = alice.folder(folder, "inner");
        String file = alice.file(inner, "a", HELLO);

        Answer deleted = alice.delete("/api/assets/" + folder);

        assertThat(deleted.status()).isEqualTo(204);
        alice.get("/api/assets/" + inner).isProblem(404);
        alice.get("/api/assets/" + file + "/content").isProblem(404);
    }

    private JsonNode page(JsonNode previous) {
        String after = previous.path("next").asString();
        return alice.get("/api/assets?limit=2&parent_id=" + folder + "&after=" + after)
                .json();
    }

    private static String names(JsonNode list) {
        var names = new StringBuilder();
        list.path("items").forEach(item -> names.append(item.path("name").asString()));
        return names.toString();
    }

    private static String id(Answer created) {
        return created.json().path("id").asString();
    }
}
