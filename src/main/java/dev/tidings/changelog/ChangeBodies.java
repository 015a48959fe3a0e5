package dev.tidings.changelog;

import dev.tidings.change.Change;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.ResourceChange;
import dev.tidings.change.TypedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of a change as JSON; one of a resource over {@value #MAX_BODY_BYTES} bytes without the resource. */
@Component
public final class ChangeBodies {

    /** Most bytes of a body, in UTF-8. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final String CHANGE_ID = "change_id";
    private static final String TIME = "timestamp";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonMapper json;
    private final Set<MessageType<?>> types;

    ChangeBodies(JsonMapper json, List<MessageType<?>> types) {
        this.json = json;
        this.types = Set.copyOf(types);
        requireDistinct(types);
    }

    private static void requireDistinct(List<MessageType<?>> types) {
        var names = new HashSet<String>();
        for (MessageType<?> type : types) {
            if (!names.add(type.name())) {
                throw new IllegalStateException("Two message types are called '%s'".formatted(type.name()));
            }
        }
    }

    /**
     * Writes the body of a change.
     *
     * @throws IllegalArgumentException if the resource has no {@code id} that can be part of a key, if the type of the
     *     message is not declared, or if there is too much in it
     */
    Body write(Change change, Cause cause) {
        return switch (change) {
            case ResourceChange ofResource -> writeResource(ofResource, cause);
            case TypedMessage message -> new Body(message.key(), writeMessage(message, cause));
        };
    }

    private String writeMessage(TypedMessage message, Cause cause) {
        String type = message.type().name();
        if (!types.contains(message.type())) {
            throw new IllegalArgumentException(
                    "There is no message type '%s'. Declare it as a bean of type MessageType".formatted(type));
        }
        ObjectNode body = json.createObjectNode();
        body.put("type", type);
        json.valueToTree(message.content())
                .properties()
                .forEach(member -> body.set(member.getKey(), member.getValue()));
        String whole = json.writeValueAsString(caused(body, cause));
        if (!isSmallEnough(whole)) {
            throw new IllegalArgumentException(
                    "The body of a message must have at most %d bytes, but that of '%s' has more"
                            .formatted(MAX_BODY_BYTES, message.key()));
        }
        return whole;
    }

    private Body writeResource(ResourceChange change, Cause cause) {
        JsonNode resource = json.valueToTree(change.resource());
        return new Body(key(change.resourceType(), resource), write(change, resource, cause));
    }

    /**
     * Writes a body from outside, with what it lacks of {@code change_id} and {@code timestamp}. A
     * {@code resource_change} that is too large goes without its resource; anything else stays as it is.
     *
     * @param body a JSON object with a text {@code type}; is changed
     * @param changeId used if the body has none
     * @return the JSON, which may be larger than {@link #MAX_BODY_BYTES}
     */
    public String complete(ObjectNode body, String changeId, Instant timestamp) {
        if (!body.has(CHANGE_ID)) {
            body.put(CHANGE_ID, changeId);
        }
        if (!body.has(TIME)) {
            body.put(TIME, TIMESTAMP.format(timestamp));
        }
        String whole = json.writeValueAsString(body);
        if (isSmallEnough(whole) || !body.path("type").asString().equals(ResourceChange.MESSAGE_TYPE)) {
            return whole;
        }
        body.set("resource", identity(body.path("resource")));
        return thin(body);
    }

    /** Returns whether a body may travel as it is. */
    public static boolean isSmallEnough(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length <= MAX_BODY_BYTES;
    }

    private String thin(ObjectNode body) {
        body.put("body", "omitted");
        return json.writeValueAsString(body);
    }

    private static ChangeKey key(String resourceType, JsonNode resource) {
        if (!resource.path("id").isValueNode() || resource.path("id").isNull()) {
            throw new IllegalArgumentException(
                    "A resource of type '%s' has no 'id'. Changes go by it".formatted(resourceType));
        }
        return new ChangeKey(resourceType, resource.path("id").asString());
    }

    private String write(ResourceChange change, JsonNode resource, Cause cause) {
        String whole = json.writeValueAsString(body(change, resource, cause));
        return isSmallEnough(whole) ? whole : thin(body(change, identity(resource), cause));
    }

    private ObjectNode body(ResourceChange change, JsonNode resource, Cause cause) {
        ObjectNode body = json.createObjectNode();
        body.put("type", ResourceChange.MESSAGE_TYPE);
        body.put("event", change.event().name().toLowerCase(Locale.ROOT));
        body.put("resource_type", change.resourceType());
        body.set("resource", resource);
        change.details().forEach((name, value) -> body.set(name, json.valueToTree(value)));
        return caused(body, cause);
    }

    private static ObjectNode caused(ObjectNode body, Cause cause) {
        body.put(CHANGE_ID, cause.changeId());
        if (cause.mutationId() != null) {
            body.put("mutation_id", cause.mutationId());
        }
        body.put(TIME, TIMESTAMP.format(cause.timestamp()));
        return body;
    }

    private ObjectNode identity(JsonNode resource) {
        ObjectNode identity = json.createObjectNode();
        for (String name : List.of("id", "etag")) {
            if (resource.has(name)) {
                identity.set(name, resource.path(name));
            }
        }
        return identity;
    }

    /**
     * The body of a change at one destination.
     *
     * @param key identity of what the change is about, if that is known
     * @param json what subscribers get
     */
    record Body(@Nullable ChangeKey key, String json) {}

    /**
     * What the bodies of one change have in common.
     *
     * @param changeId identity of the change, the same at every destination
     * @param mutationId what the client called the mutation, if it did
     * @param timestamp when the change was announced
     */
    record Cause(String changeId, @Nullable String mutationId, Instant timestamp) {}
}
