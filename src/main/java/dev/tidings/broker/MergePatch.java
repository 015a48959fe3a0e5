package dev.tidings.broker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is different between two versions of a JSON object, as a JSON Merge Patch (RFC 7396). */
final class MergePatch {

    private MergePatch() {}

    /**
     * Returns the patch that makes one object the other. There is none where a member becomes {@code null}: in a patch
     * that stands for its removal (RFC 7396, section 1).
     */
    static Optional<ObjectNode> between(ObjectNode from, ObjectNode to) {
        ObjectNode patch = to.objectNode();
        for (String gone : from.propertyNames()) {
            if (!to.has(gone)) {
                patch.putNull(gone);
            }
        }
        for (var member : to.properties()) {
            JsonNode before = from.get(member.getKey());
            JsonNode after = member.getValue();
            if (after.equals(before)) {
                continue;
            }
            Optional<? extends JsonNode> change = change(before, after);
            if (change.isEmpty()) {
                return Optional.empty();
            }
            patch.set(member.getKey(), change.get());
        }
        return Optional.of(patch);
    }

    /** An object that is new is patched into an empty one, so a {@code null} in it cannot be expressed either. */
    private static Optional<? extends JsonNode> change(@Nullable JsonNode before, JsonNode after) {
        if (after instanceof ObjectNode object) {
            return between(before instanceof ObjectNode known ? known : object.objectNode(), object);
        }
        return after.isNull() ? Optional.empty() : Optional.of(after);
    }
}
