package dev.tidings.broker;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last entries of a stream that have a key, to recognize transient updates that come late. Used by one thread. */
final class LatestEntries {

    private static final int MOST = 32;

    private final Map<ChangeKey, Position> entries = new LinkedHashMap<>();

    /** Takes note of an entry. */
    void add(ChangeKey key, Position entry) {
        entries.remove(key);
        entries.put(key, entry);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Returns whether an entry has told more than an update that was made before it. */
    boolean supersede(CarriedMessage update) {
        ChangeKey key = update.key();
        Position after = update.after();
        Position entry = key == null ? null : entries.get(key);
        return entry != null
                && after != null
                && entry.epoch().equals(after.epoch())
                && after.sequence() < entry.sequence();
    }
}
