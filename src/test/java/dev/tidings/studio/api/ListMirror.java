package dev.tidings.studio.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A list as a client has it that loaded it once, and knows all the rest from the messages of its stream. */
final class ListMirror {

    private static final List<String> ENVELOPE = List.of("type", "change_id", "mutation_id", "timestamp");

    private final String path;
    private final String type;
    private final Predicate<JsonNode> belongs;
    private final Map<String, JsonNode> items = new TreeMap<>();
    private final Map<String, Long> lastEntries = new HashMap<>();
    private final String address;
    private Position reached;

    /**
     * Loads the list.
     *
     * @param type of the resources that are in it, or of the messages that hold one of its items
     * @param belongs whether a resource of the type is in the list
     */
    ListMirror(Api reader, String path, String type, Predicate<JsonNode> belongs) {
        this.path = path;
        this.type = type;
        this.belongs = belongs;
        Answer answer = reader.get(path);
        String[] position = answer.header("Change-Position").split(",", -1)[0].split("@", 2);
        this.address = position[0];
        this.reached = Position.parse(position[1]);
        itemsOf(answer).forEach(item -> items.put(item.path("id").asString(), item));
    }

    String address() {
        return address;
    }

    Position reached() {
        return reached;
    }

    List<String> ids() {
        return List.copyOf(items.keySet());
    }

    /** Takes a message of the stream. */
    void take(ServerFrame message) {
        assertThat(message.headers()).as("headers of %s", message).doesNotContainKeys("reset", "error");
        if (message.header("transient").equals("true")) {
            Position after = Position.parse(message.header("after"));
            String id = idOf(message.json());
            if (after.sequence() >= lastEntries.getOrDefault(id, 0L) && reached.includes(after)) {
                apply(message.json());
            }
        } else if (message.headers().containsKey("first-sequence")) {
            long sequence = Long.parseLong(message.header("first-sequence"));
            for (JsonNode body : message.json()) {
                next(new Position(message.header("epoch"), sequence++), body);
            }
            assertThat(reached.sequence()).isEqualTo(Long.parseLong(message.header("sequence")));
        } else {
            next(new Position(message.header("epoch"), Long.parseLong(message.header("sequence"))), message.json());
        }
    }

    private void next(Position position, JsonNode body) {
        assertThat(position)
                .as("what follows %s of %s", reached, address)
                .isEqualTo(new Position(reached.epoch(), reached.sequence() + 1));
        reached = position;
        lastEntries.put(idOf(body), position.sequence());
        apply(body);
    }

    private static String idOf(JsonNode body) {
        return body.path("resource").path("id").asString(body.path("id").asString(""));
    }

    private void apply(JsonNode body) {
        if (body.path("resource_type").asString("").equals(type)) {
            JsonNode resource = body.path("resource");
            assertThat(body.has("body")).as("without the resource: %s", body).isFalse();
            if (body.path("event").asString().equals("deleted") || !belongs.test(resource)) {
                items.remove(idOf(body));
            } else {
                items.put(idOf(body), resource);
            }
        } else if (body.path("type").asString().equals(type)) {
            items.put(idOf(body), ((ObjectNode) body.deepCopy()).remove(ENVELOPE));
        }
    }

    /** Asserts that what is there is what the list is now. */
    void assertEqualTo(Api reader) {
        Map<String, JsonNode> now = new TreeMap<>();
        itemsOf(reader.get(path)).forEach(item -> now.put(item.path("id").asString(), item));
        assertThat(items).as(path).isEqualTo(now);
    }

    /** Returns where the stream is now. */
    Position head(Api reader) {
        return Position.parse(
                reader.get(path).header("Change-Position").split(",", -1)[0].split("@", 2)[1]);
    }

    private static List<JsonNode> itemsOf(Answer list) {
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.json().has("next")).as("a further page").isFalse();
        return list.json().path("items").valueStream().toList();
    }
}
