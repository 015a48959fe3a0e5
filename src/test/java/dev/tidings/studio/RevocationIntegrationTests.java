package dev.tidings.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What becomes of subscriptions and of long polls when the right to what they follow is taken away. */
@RunningApplication
class RevocationIntegrationTests {

    @LocalServerPort
    private int port;

    private Api alice;
    private Api bob;
    private String folder;
    private String inner;
    private StompTestClient client;

    @BeforeEach
    void shareAFolder() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        bob.home();
        folder = alice.folder(alice.home(), "f-" + UUID.randomUUID());
        inner = alice.folder(folder, "inner");
        alice.put("/api/assets/" + folder + "/access", Map.of("user", "bob", "role", "editor"));
        client = StompTestClient.connected(port, bob.token());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aFolderThatIsTakenBackIsNoLongerFollowedNorWhatIsBelow() {
        client.subscribe("folder", topic(folder));
        client.subscribe("inner", topic(inner));
        client.subscribe("own", topic(bob.home()));

        takeBack(folder);
        alice.file(folder, "secret", new byte[] {1});
        alice.file(inner, "secret", new byte[] {1});

        assertThat(List.of(client.expectMessage(), client.expectMessage()))
                .allSatisfy(frame -> {
                    assertThat(frame.header("error")).isEqualTo("access_revoked");
                    assertThat(frame.json().path("type").asString()).isEqualTo("error");
                    assertThat(frame.json().path("code").asString()).isEqualTo("access_revoked");
                    assertThat(frame.json().path("message").asString()).isNotBlank();
                    assertThat(frame.json().path("destination").asString()).isEqualTo(frame.header("destination"));
                })
                .extracting(frame -> frame.header("subscription"))
                .containsExactlyInAnyOrder("folder", "inner");
        client.expectAlive();
        bob.folder(bob.home(), "still-" + UUID.randomUUID());
        assertThat(client.expectMessage("own").json().path("event").asString()).isEqualTo("created");
        assertThat(client.subscribe("again", topic(folder)).header("error")).isEqualTo("access_denied");
    }

    @Test
    void tellsWithoutAnyChangeToDeliver() {
        client.subscribe("folder", topic(folder));

        takeBack(folder);

        assertThat(client.expectMessage("folder").header("error")).isEqualTo("access_revoked");
    }

    @Test
    void aFolderThatIsMovedOutOfSightIsNoLongerFollowed() {
        client.subscribe("folder", topic(folder));
        client.subscribe("inner", topic(inner));

        alice.put("/api/assets/" + inner, Map.of("parent_id", alice.home(), "name", "private-" + UUID.randomUUID()));

        var frames = List.of(client.expectMessage(), client.expectMessage());
        assertThat(frames)
                .filteredOn(frame -> frame.header("subscription").equals("inner"))
                .singleElement()
                .satisfies(frame -> assertThat(frame.header("error")).isEqualTo("access_revoked"));
        assertThat(frames)
                .filteredOn(frame -> frame.header("subscription").equals("folder"))
                .singleElement()
                .satisfies(frame ->
                        assertThat(frame.json().path("event").asString()).isEqualTo("moved"));
        alice.file(inner, "secret", new byte[] {1});
        client.expectAlive();
    }

    @Test
    void whoLeavesAWorkspaceNoLongerFollowsWhatIsInIt() {
        String workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        String members = "/api/workspaces/" + workspace + "/members";
        alice.put(members, Map.of("user", "bob", "role", "viewer"));
        String thread = alice.post("/api/threads", Map.of("title", "t", "workspace_id", workspace))
                .createdId();
        client.subscribe("workspace", "/topic/workspaces/" + workspace);
        client.subscribe("thread", "/topic/threads/" + thread);

        alice.delete(members + "?user=bob");
        alice.post("/api/threads/" + thread + "/messages", Map.of("text", "secret"));

        assertThat(List.of(client.expectMessage(), client.expectMessage()))
                .extracting(frame -> frame.header("subscription") + " " + frame.header("error"))
                .containsExactlyInAnyOrder("workspace access_revoked", "thread access_revoked");
        client.expectAlive();
    }

    @Test
    void aRequestThatWaitsForChangesGetsNoneAfterThat() throws Exception {
        String position = alice.get("/api/assets?parent_id=" + folder).header("Change-Position");
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> bob.get("/api/changes?wait=10&from=" + position));

        takeBack(folder);
        alice.file(folder, "secret", new byte[] {1});

        Answer answer = waiting.get(20, TimeUnit.SECONDS);
        assertThat(answer.json().at("/streams/0/error").asString()).isEqualTo("access_denied");
        assertThat(answer.json().at("/streams/0/changes").size()).isZero();
    }

    @Test
    void historyFromBeforeTheRightStaysClosed() {
        String secret = alice.folder(alice.home(), "secret-" + UUID.randomUUID());
        String before = alice.get("/api/assets?parent_id=" + secret).header("Change-Position");
        alice.file(secret, "old", new byte[] {1});
        alice.put("/api/assets/" + secret + "/access", Map.of("user", "bob", "role", "viewer"));
        String given = bob.get("/api/assets?parent_id=" + secret).header("Change-Position");
        alice.file(secret, "new", new byte[] {1});
        awaitChanges(given);

        assertThat(client.subscribe("old", topic(secret), "since:" + sinceOf(before))
                        .header("reset"))
                .isEqualTo("not-yet-allowed");
        client.subscribe("new", topic(secret), "since:" + sinceOf(given));
        assertThat(client.expectMessage("new").json().at("/resource/name").asString())
                .isEqualTo("new");
        client.expectAlive();
        assertThat(bob.get("/api/changes?from=" + before)
                        .json()
                        .at("/streams/0/reset")
                        .asString())
                .isEqualTo("not-yet-allowed");
        assertThat(alice.get("/api/changes?from=" + before)
                        .json()
                        .at("/streams/0/changes")
                        .size())
                .isGreaterThan(1);
    }

    @Test
    void historyFromBeforeAFolderCameIntoSightStaysClosed() {
        String secret = alice.folder(alice.home(), "secret-" + UUID.randomUUID());
        String below = alice.folder(secret, "below");
        String before = alice.get("/api/assets?parent_id=" + below).header("Change-Position");
        alice.file(below, "old", new byte[] {1});

        alice.put("/api/assets/" + secret, Map.of("parent_id", folder));

        assertThat(client.subscribe("s", topic(below), "since:" + sinceOf(before))
                        .header("reset"))
                .isEqualTo("not-yet-allowed");
    }

    @Test
    void historyFromBeforeTheMembershipStaysClosed() {
        String workspace = alice.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        String thread = alice.post("/api/threads", Map.of("title", "t", "workspace_id", workspace))
                .createdId();
        String before = alice.get("/api/threads/" + thread + "/messages").header("Change-Position");
        alice.post("/api/threads/" + thread + "/messages", Map.of("text", "secret"));
        alice.put("/api/workspaces/" + workspace + "/members", Map.of("user", "bob", "role", "viewer"));

        assertThat(client.subscribe("s", "/topic/threads/" + thread, "since:" + sinceOf(before))
                        .header("reset"))
                .isEqualTo("not-yet-allowed");
    }

    /** Waits until there are changes after a position. */
    private void awaitChanges(String position) {
        assertThat(alice.get("/api/changes?wait=10&from=" + position)
                        .json()
                        .at("/streams/0/changes")
                        .size())
                .isPositive();
    }

    private static String sinceOf(String changePosition) {
        return changePosition.substring(changePosition.indexOf('@') + 1);
    }

    private void takeBack(String shared) {
        assertThat(alice.delete("/api/assets/" + shared + "/access?user=bob").status())
                .isEqualTo(204);
    }

    private static String topic(String id) {
        return "/topic/assets/" + id;
    }
}
