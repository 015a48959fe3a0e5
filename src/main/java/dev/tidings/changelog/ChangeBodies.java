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
final class ChangeBodies {

    static final int MAX_BODY_BYTES = 64 * 1024;

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

    private static ChangeKey key(String resourceType, JsonNode resource) {
        if (!resource.path("id").isValueNode() || resource.path("id").isNull()) {
            throw new IllegalArgumentException(
                    "A resource of type '%s' has no 'id'. Changes go by it".formatted(resourceType));
        }
        return new ChangeKey(resourceType, resource.path("id").asString());
    }

    private String write(ResourceChange change, JsonNode resource, Cause cause) {
        String whole = json.writeValueAsString(body(change, resource, cause));
        if (whole.getBytes(StandardCharsets.UTF_8).length <= MAX_BODY_BYTES) {
            return whole;
        }
        ObjectNode thin = body(change, identity(resource), cause);
        thin.put("body", "omitted");
        return json.writeValueAsString(thin);
    }

    private ObjectNode body(ResourceChange change, JsonNode resource, Cause cause) {
        ObjectNode body = json.createObjectNode();
        body.put("type", "resource_change");
        body.put("event", change.event().name().toLowerCase(Locale.ROOT));
        body.put("resource_type", change.resourceType());
        body.set("resource", resource);
        change.details().forEach((name, value) -> body.set(name, json.valueToTree(value)));
        body.put("change_id", cause.changeId());
        if (cause.mutationId() != null) {
            body.put("mutation_id", cause.mutationId());
        }
        body.put("timestamp", TIMESTAMP.format(cause.timestamp()));
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
