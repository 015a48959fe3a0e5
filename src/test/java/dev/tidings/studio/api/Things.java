package dev.tidings.studio.api;

import static org.awaitility.Awaitility.await;

import dev.tidings.support.Api;
import dev.tidings.support.OtherHost;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Things that alice creates when they are asked for, in a workspace and a folder of which bob may be a member. */
final class Things {

    private static final String NODE = "n";

    private final Api alice;
    private final Api bob;
    private final OtherHost host;
    private final Actor actor;
    private final Map<String, String> ids = new HashMap<>();

    Things(Api alice, Api bob, OtherHost host, Actor actor) {
        this.alice = alice;
        this.bob = bob;
        this.host = host;
        this.actor = actor;
    }

    /** Returns the id of a thing. */
    String id(String name) {
        String known = ids.get(name);
        if (known == null) {
            known = create(name);
            ids.put(name, known);
        }
        return known;
    }

    private String create(String name) {
        return switch (name) {
            case "workspace" -> workspace();
            case "folder" -> folder();
            case "file" -> alice.file(id("folder"), "a.txt", "word".getBytes(StandardCharsets.UTF_8));
            case "thread" -> post("/api/threads", Map.of("title", "t", "workspace_id", id("workspace")));
            case "message" -> post("/api/threads/" + id("thread") + "/messages", Map.of("text", "m"));
            case "workflow" -> workflow();
            case "version" -> "1";
            case "node" -> NODE;
            case "execution" ->
                completed("/api/executions/", post("/api/executions", Map.of("workflow_id", id("workflow"))));
            case "collection" ->
                post(
                        "/api/collections",
                        Map.of("name", "c", "folder_id", id("folder"), "workspace_id", id("workspace")));
            case "job" -> post("/api/jobs", Map.of("kind", "checksum", "asset_id", id("file")));
            case "download" -> completed("/api/downloads/", download());
            case "model" -> model();
            case "notification" -> notification();
            case "secret" -> secret();
            default -> throw new IllegalArgumentException("Nobody knows what '%s' is".formatted(name));
        };
    }

    private String post(String path, Map<String, ?> body) {
        return alice.post(path, body).createdId();
    }

    private String workspace() {
        String id = post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()));
        Need role = actor.role();
        if (role != null) {
            alice.put("/api/workspaces/" + id + "/members", Map.of("user", "bob", "role", word(role)));
        }
        return id;
    }

    /** Creates a folder and shares it with bob, as viewer or as editor: there is no other role. */
    private String folder() {
        String id = alice.folder(alice.home(), "f-" + UUID.randomUUID());
        boolean writes = actor.role() == Need.EDITOR || actor.role() == Need.OWNER;
        alice.put("/api/assets/" + id + "/access", Map.of("user", "bob", "role", writes ? "editor" : "viewer"));
        return id;
    }

    private String workflow() {
        Map<String, Object> node = Map.of("type", "checksum", "id", NODE, "name", "n", "asset_id", id("file"));
        return post(
                "/api/workflows",
                Map.of(
                        "name",
                        "w",
                        "workspace_id",
                        id("workspace"),
                        "graph",
                        Map.of("nodes", List.of(node), "edges", List.of())));
    }

    private String download() {
        host.give("weights".getBytes(StandardCharsets.UTF_8), "\"1\"");
        return post("/api/downloads", Map.of("repo_id", "acme/" + UUID.randomUUID(), "url", host.address() + "/file"));
    }

    private String completed(String path, String id) {
        await().until(() ->
                alice.get(path + id).json().path("status").asString().equals("completed"));
        return id;
    }

    private String model() {
        String repoId = alice.get("/api/downloads/" + id("download"))
                .json()
                .path("repo_id")
                .asString();
        return alice.get("/api/models")
                .json()
                .path("items")
                .valueStream()
                .filter(model -> model.path("repo_id").asString().equals(repoId))
                .map(model -> model.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private String notification() {
        String workspace = bob.post("/api/workspaces", Map.of("name", "w-" + UUID.randomUUID()))
                .createdId();
        bob.put("/api/workspaces/" + workspace + "/members", Map.of("user", "alice", "role", "viewer"));
        JsonNode newest = alice.get("/api/notifications").json().at("/items/0/id");
        return newest.asString();
    }

    private String secret() {
        String name = "S" + UUID.randomUUID().toString().replace("-", "_").toUpperCase(Locale.ROOT);
        alice.put("/api/secrets/" + name, Map.of("value", "canary"));
        return name;
    }

    private static String word(Need role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
