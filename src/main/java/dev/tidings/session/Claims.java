package dev.tidings.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts what each of many has, and gives none of them more than a limit. Safe for use by several threads. */
final class Claims {

    private final int limit;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Claims(int limit) {
        this.limit = limit;
    }

    /** Returns whether there is one more for its owner; if so, it is to be given back. */
    boolean take(String owner) {
        var granted = new AtomicBoolean();
        counts.compute(owner, (name, count) -> {
            int had = count == null ? 0 : count;
            granted.set(had < limit);
            return granted.get() ? Integer.valueOf(had + 1) : count;
        });
        return granted.get();
    }

    /** Returns whether there would be one more. */
    boolean hasRoom(String owner) {
        return counts.getOrDefault(owner, 0) < limit;
    }

    void giveBack(String owner) {
        counts.computeIfPresent(owner, (name, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
