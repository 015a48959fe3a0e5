package dev.tidings.changelog;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.ResourceChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of a change as JSON; a body over {@value #MAX_BODY_BYTES} bytes without its resource. */
@Component
public final class ChangeBodies {

    /** Most bytes of a body, in UTF-8. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    /** Value of {@code type} in the body of a {@link ResourceChange}. */
    public static final String RESOURCE_CHANGE = "resource_change";

    private static final String CHANGE_ID = "change_id";
    private static final String TIME = "timestamp";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonMapper json;

    ChangeBodies(JsonMapper json) {
        this.json = json;
    }

    /**
     * Writes the body of a change.
     *
     * @throws IllegalArgumentException if the resource has no {@code id} that can be part of a key
     */
    Body write(ResourceChange change, Cause cause) {
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
        if (isSmallEnough(whole) || !body.path("type").asString().equals(RESOURCE_CHANGE)) {
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
        body.put("type", RESOURCE_CHANGE);
        body.put("event", change.event().name().toLowerCase(Locale.ROOT));
        body.put("resource_type", change.resourceType());
        body.set("resource", resource);
        change.details().forEach((name, value) -> body.set(name, json.valueToTree(value)));
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
