package dev.tidings.ingest;

import dev.tidings.changelog.WrittenChange;
import dev.tidings.destination.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to publish, checked.
 *
 * @param key key of the caller's choice, if there is one
 * @param digest SHA-256 of the body
 * @param items what to publish, in order
 */
record IngestRequest(@Nullable RequestKey key, String digest, List<Item> items) {

    IngestRequest {
        items = List.copyOf(items);
    }

    List<WrittenChange> logged() {
        return items.stream()
                .filter(item -> !item.isTransient())
                .map(Item::change)
                .toList();
    }

    boolean isAllTransient() {
        return items.stream().allMatch(Item::isTransient);
    }

    /** Returns the id of the last logged change for each destination. */
    Map<Destination, String> lastChanges() {
        var last = new LinkedHashMap<Destination, String>();
        logged().forEach(change -> change.destinations().forEach(to -> last.put(to, change.changeId())));
        return last;
    }

    /**
     * Returns the transient updates for destinations that have a logged change before them in this request, and
     * none after them; or all others.
     */
    List<WrittenChange> updates(boolean behindLogged) {
        Map<Destination, Integer> lastLogged = lastLogged();
        var updates = new ArrayList<WrittenChange>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isTransient()) {
                int index = i;
                WrittenChange update = items.get(i).change();
                List<Destination> to = update.destinations().stream()
                        .filter(one -> lastLogged.getOrDefault(one, index) < index == behindLogged)
                        .toList();
                if (!to.isEmpty()) {
                    updates.add(new WrittenChange(to, update.changeId(), update.key(), update.body()));
                }
            }
        }
        return updates;
    }

    private Map<Destination, Integer> lastLogged() {
        var last = new HashMap<Destination, Integer>();
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).isTransient()) {
                int index = i;
                items.get(i).change().destinations().forEach(to -> last.put(to, index));
            }
        }
        return last;
    }
}
