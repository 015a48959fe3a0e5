package dev.tidings.studio.watching;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what a source is with what was seen of it, and announces the difference. */
@Service
class WatchService {

    private final WatchedItems items;
    private final ChangeLog changes;
    private final JsonMapper json;

    WatchService(WatchedItems items, ChangeLog changes, JsonMapper json) {
        this.items = items;
        this.changes = changes;
        this.json = json;
    }

    /** Returns a number to {@link #write} with, to be read before the source is. */
    long countChanges(WatchedSource source) {
        return items.countChanges(name(source));
    }

    /**
     * Writes what was seen of a source and announces what is different, unless somebody else has meanwhile: what they
     * have seen is newer, or will be seen by the next look.
     *
     * @param bodies of the items in JSON, by their ids
     * @param changesBefore what {@link #countChanges} said before the source was looked at
     */
    @ChangeTransaction
    void write(WatchedSource source, Map<String, String> bodies, long changesBefore) {
        String name = name(source);
        if (items.lock(name) != changesBefore) {
            return;
        }
        List<ResourceChange> different = new ArrayList<>();
        Map<String, String> known = items.read(name);
        bodies.forEach((id, body) -> {
            String before = known.remove(id);
            if (before == null) {
                items.insert(name, id, body);
                different.add(ResourceChange.created(source.type(), json.readTree(body)));
            } else if (!before.equals(body)) {
                items.update(name, id, body);
                different.add(ResourceChange.updated(source.type(), json.readTree(body)));
            }
        });
        for (String gone : known.keySet()) {
            items.delete(name, gone);
            different.add(ResourceChange.deleted(source.type(), Map.of("id", gone)));
        }
        if (!different.isEmpty()) {
            items.countChange(name);
            different.forEach(change -> changes.announce(change, List.of(source.topic())));
        }
    }

    /** Reads what was seen of a source last, in the order of ids. */
    List<JsonNode> read(WatchedSource source) {
        return items.read(name(source)).values().stream().map(json::readTree).toList();
    }

    private static String name(WatchedSource source) {
        return source.topic().address();
    }
}
