package dev.tidings.broker;

import dev.tidings.change.ChangeKey;
import dev.tidings.session.OutboundMessage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last versions of the large resources of a stream, kept while somebody wants to be told only what is different from
 * them. Used by one thread.
 */
final class LatestVersions {

    /** Resources whose change is smaller than this come whole. */
    private static final int LEAST_BYTES = 1_024;

    /** Most bytes that are kept; the versions that did not change for the longest time go first. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final String RESOURCE = "resource";
    private static final String ETAG = "etag";
    private static final String PREVIOUS_ETAG = "previous_etag";
    private static final String PATCH = "patch";

    /** A change with one of these does not hold its resource as it is, or would lose what its publisher put there. */
    private static final List<String> NOT_PLAIN = List.of("body", PREVIOUS_ETAG, PATCH);

    private final JsonMapper json = JsonMapper.shared();
    private final VersionBudget budget;
    private final Map<ChangeKey, byte[]> versions = new LinkedHashMap<>();
    private int bytes;

    LatestVersions(VersionBudget budget) {
        this.budget = budget;
    }

    /**
     * Takes note of an entry.
     *
     * @return the entry with what is different from the last version in place of the resource; {@code null} if that
     *     version is not known, or this would not be half as large
     */
    @Nullable
    OutboundMessage delta(CarriedMessage entry) {
        ChangeKey key = entry.key();
        if (key == null) {
            return null;
        }
        byte[] last = versions.remove(key);
        if (last != null) {
            released(last);
        }
        byte[] body = entry.body();
        if (body.length < LEAST_BYTES) {
            return null;
        }
        if (budget.take(body.length)) {
            versions.put(key, body);
            bytes += body.length;
            forgetOldest();
        }
        return last == null
                ? null
                : delta(last, body)
                        .filter(delta -> delta.length <= body.length / 2)
                        .map(entry::outbound)
                        .orElse(null);
    }

    private void forgetOldest() {
        for (Iterator<byte[]> oldest = versions.values().iterator(); bytes > MAX_BYTES; ) {
            released(oldest.next());
            oldest.remove();
        }
    }

    private void released(byte[] version) {
        bytes -= version.length;
        budget.giveBack(version.length);
    }

    void forget() {
        versions.clear();
        budget.giveBack(bytes);
        bytes = 0;
    }

    private Optional<byte[]> delta(byte[] last, byte[] body) {
        try {
            JsonNode before = json.readTree(last);
            JsonNode after = json.readTree(body);
            if (!(after instanceof ObjectNode change) || !isNewVersion(before, change)) {
                return Optional.empty();
            }
            var from = (ObjectNode) before.path(RESOURCE);
            var to = (ObjectNode) change.path(RESOURCE);
            return MergePatch.between(from, to).map(patch -> {
                ObjectNode named = json.createObjectNode();
                named.set("id", to.path("id"));
                named.set(ETAG, to.path(ETAG));
                change.set(RESOURCE, named);
                change.set(PREVIOUS_ETAG, from.path(ETAG));
                change.set(PATCH, patch);
                return json.writeValueAsBytes(change);
            });
        } catch (JacksonException ex) {
            // Whoever publishes something else than JSON gets it delivered as it is.
            return Optional.empty();
        }
    }

    /** A publisher may have given one key to several resources. */
    private static boolean isNewVersion(JsonNode before, JsonNode after) {
        return after.path("event").asString("").equals("updated")
                && after.path("resource_type").equals(before.path("resource_type"))
                && after.path(RESOURCE).path("id").equals(before.path(RESOURCE).path("id"))
                && hasVersion(before)
                && hasVersion(after);
    }

    private static boolean hasVersion(JsonNode change) {
        return change.path(RESOURCE).has("id")
                && change.path(RESOURCE).has(ETAG)
                && NOT_PLAIN.stream().noneMatch(change::has);
    }
}
