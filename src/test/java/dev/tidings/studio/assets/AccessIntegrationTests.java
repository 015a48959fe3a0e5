package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.Together;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what with files, what the others are told of it, and what happens when two do it at once. */
@RunningApplication
class AccessIntegrationTests {

    private static final byte[] CONTENT = {1, 2, 3};

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
    private String folder;
    private String inner;
    private String file;

    @BeforeEach
    void shareNothing() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        bob.home();
        folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
        inner = alice.folder(folder, "inner");
        file = alice.file(inner, "file", CONTENT);
    }

    @Test
    void hidesEverythingFromStrangers() {
        for (Api stranger : List.of(bob, Api.on(port).as("admin"))) {
            stranger.get("/api/assets/" + file).isProblem(404);
            stranger.get("/api/assets/" + file + "/content").isProblem(404);
            stranger.get("/api/assets?parent_id=" + folder).isProblem(404);
            stranger.upload(folder, "mine", CONTENT).isProblem(404);
            stranger.put("/api/assets/" + file, Map.of("name", "mine")).isProblem(404);
            stranger.delete("/api/assets/" + file).isProblem(404);
            stranger.get("/api/assets/" + folder + "/access").isProblem(404);
            stranger.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file))
                    .isProblem(404);
        }
        assertThat(mayRead("bob", folder)).isFalse();
        assertThat(mayRead("alice", folder)).isTrue();
        assertThat(mayRead("alice", file)).isFalse();
    }

    @Test
    void letsViewersReadEverythingBelow() {
        share(folder, "viewer");

        JsonNode list = bob.get("/api/assets?parent_id=" + inner).json();

        assertThat(list.path("items").size()).isOne();
        assertThat(list.path("role").asString()).isEqualTo("viewer");
        assertThat(list.path("path").path(0).path("id").asString()).isEqualTo(folder);
        assertThat(bob.get("/api/assets/" + file + "/content").body()).isEqualTo(CONTENT);
        assertThat(mayRead("bob", inner)).isTrue();
        assertThat(mayRead("bob", alice.home())).isFalse();
        bob.get("/api/assets?parent_id=" + alice.home()).isProblem(404);
        bob.upload(inner, "mine", CONTENT).isProblem(403);
        bob.put("/api/assets/" + file, Map.of("name", "mine")).isProblem(403);
        bob.delete("/api/assets/" + inner).isProblem(403);
    }

    @Test
    void letsEditorsWriteInAFolderAndNotTheFolderItself() {
        share(folder, "editor");

        String mine = bob.file(folder, "mine", CONTENT);

        assertThat(bob.get("/api/assets/" + mine).json().path("owner").asString())
                .isEqualTo("alice");
        assertThat(bob.put("/api/assets/" + inner, Map.of("name", "renamed")).status())
                .isEqualTo(200);
        assertThat(bob.put("/api/assets/" + file, Map.of("parent_id", folder)).status())
                .isEqualTo(200);
        assertThat(bob.delete("/api/assets/" + inner).status()).isEqualTo(204);
        bob.put("/api/assets/" + folder, Map.of("name", "mine")).isProblem(403);
        bob.delete("/api/assets/" + folder).isProblem(403);
        bob.put("/api/assets/" + folder + "/access", Map.of("user", "admin", "role", "viewer"))
                .isProblem(403);
        bob.get("/api/assets/" + folder + "/access").isProblem(403);
    }

    @Test
    void handsAFileOverToTheOwnerOfItsNewFolder() {
        share(inner, "editor");
        String own = bob.folder(bob.home(), "own-" + UUID.randomUUID());
        String gift = bob.file(own, "gift", CONTENT);

        JsonNode moved =
                bob.put("/api/assets/" + gift, Map.of("parent_id", inner)).json();

        assertThat(moved.path("owner").asString()).isEqualTo("alice");
        bob.put("/api/assets/" + own, Map.of("parent_id", inner)).isProblem(409);
    }

    @ParameterizedTest
    @CsvSource({"alice, viewer, user", "nobody, viewer, user", "'', viewer, user", "bob, owner, role"})
    void refusesToShareWithNobody(String user, String role, String field) {
        assertThat(alice.put("/api/assets/" + folder + "/access", Map.of("user", user, "role", role))
                        .isProblem(400)
                        .field())
                .isEqualTo(field);
    }

    @Test
    void tellsUsersWhatIsSharedWithThemAndWhatIsTakenBack() {
        String queue = "/user/bob/queue/assets";
        long before = head(queue);

        share(folder, "viewer");
        share(folder, "viewer");
        share(folder, "editor");
        assertThat(bob.get("/api/assets?shared=true").json().path("items").valueStream())
                .anyMatch(item -> item.path("id").asString().equals(folder));
        assertThat(alice.get("/api/assets/" + folder + "/access").text())
                .isEqualTo("{\"items\":[{\"user\":\"bob\",\"role\":\"editor\"}]}");
        assertThat(alice.delete("/api/assets/" + folder + "/access?user=bob").status())
                .isEqualTo(204);
        alice.delete("/api/assets/" + folder + "/access?user=bob").isProblem(404);

        assertThat(told(queue, before)).containsExactly("created", "updated", "deleted");
        assertThat(mayRead("bob", folder)).isFalse();
    }

    @Test
    void tellsTheOldFolderOnlyThatAnAssetLeft() {
        String target = alice.folder(folder, "target");

        alice.put("/api/assets/" + file, Map.of("name", "secret", "parent_id", target), "X-Client-Mutation-Id", "m1");

        JsonNode left = last("/topic/assets/" + inner);
        JsonNode came = last("/topic/assets/" + target);
        assertThat(left.path("event").asString()).isEqualTo("moved");
        assertThat(left.path("resource").toString()).isEqualTo("{\"id\":\"%s\"}".formatted(file));
        assertThat(left.path("old_parent_id").asString()).isEqualTo(inner);
        assertThat(came.path("resource").path("name").asString()).isEqualTo("secret");
        assertThat(came.path("resource").path("etag").asString())
                .isEqualTo(alice.get("/api/assets/" + file).json().path("etag").asString());
        assertThat(came.path("change_id")).isEqualTo(left.path("change_id"));
        assertThat(came.path("mutation_id").asString()).isEqualTo("m1");
    }

    @Test
    void endsTheStreamsOfAllDeletedFolders() {
        share(inner, "viewer");
        long before = head("/user/bob/queue/assets");

        alice.delete("/api/assets/" + folder);

        assertThat(last("/topic/assets/" + alice.home()).path("resource").toString())
                .isEqualTo("{\"id\":\"%s\",\"parent_id\":\"%s\"}".formatted(folder, alice.home()));
        assertThat(last("/topic/assets/" + folder).path("event").asString()).isEqualTo("deleted");
        assertThat(last("/topic/assets/" + inner).path("resource").path("id").asString())
                .isEqualTo(inner);
        assertThat(told("/user/bob/queue/assets", before)).containsExactly("deleted");
        assertThat(mayRead("alice", inner)).isFalse();
    }

    @Test
    void letsTwoCrossingMovesMakeNoCircle() throws Exception {
        for (int round = 0; round < 10; round++) {
            String a = alice.folder(folder, "a" + round);
            String b = alice.folder(folder, "b" + round);

            List<Integer> statuses = Together.run(
                    () -> alice.put("/api/assets/" + a, Map.of("parent_id", b)).status(),
                    () -> alice.put("/api/assets/" + b, Map.of("parent_id", a)).status());

            assertThat(statuses).containsExactlyInAnyOrder(200, 400);
        }
    }

    @Test
    void neverLosesAnUploadIntoAFolderThatIsBeingDeleted() throws Exception {
        for (int round = 0; round < 10; round++) {
            String doomed = alice.folder(folder, "doomed" + round);

            List<Integer> statuses = Together.run(
                    () -> alice.upload(doomed, "late", CONTENT).status(),
                    () -> alice.delete("/api/assets/" + doomed).status());

            assertThat(statuses.get(0)).isIn(201, 404);
            assertThat(statuses.get(1)).isEqualTo(204);
        }
    }

    @Test
    void givesOneOfTwoTheNameThatBothWant() throws Exception {
        List<Integer> statuses = Together.run(
                () -> alice.upload(folder, "wanted", CONTENT).status(),
                () -> alice.upload(folder, "wanted", CONTENT).status());

        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
    }

    private void share(String shared, String role) {
        assertThat(alice.put("/api/assets/" + shared + "/access", Map.of("user", "bob", "role", role))
                        .status())
                .isEqualTo(200);
    }

    private boolean mayRead(String user, String id) {
        return destinations.mayRead(new Reader(user, Set.of()), AssetChanges.topic(id));
    }

    private ChangeLog numbered() {
        return NumberedChanges.in(changes, jdbc);
    }

    private long head(String address) {
        return numbered().head(destination(address)).sequence();
    }

    private List<String> told(String address, long after) {
        return numbered().read(destination(address), after, 100).stream()
                .map(entry ->
                        JsonMapper.shared().readTree(entry.body()).path("event").asString())
                .toList();
    }

    private JsonNode last(String address) {
        return NumberedChanges.lastBody(changes, jdbc, destination(address));
    }

    private static Destination destination(String address) {
        return address.startsWith("/topic/")
                ? AssetChanges.topic(address.substring(address.lastIndexOf('/') + 1))
                : AssetChanges.queue("bob");
    }
}
