package dev.tidings.broker;

import dev.tidings.change.ChangeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The transient updates of one stream that wait because another of their key was sent a moment ago: of each key the
 * newest, in the order in which the keys began to wait. Used by one thread.
 *
 * <p>An entry of the change log ends what it is about: it takes with it the update that waits.
 */
final class Conflation {

    private final ToLongFunction<ChangeKey> intervals;
    private final Map<ChangeKey, Long> quietUntil = new HashMap<>();
    private final Map<ChangeKey, CarriedMessage> waiting = new LinkedHashMap<>();

    /** What became of an update. */
    enum Outcome {
        /** It is to be delivered now. */
        DUE,
        WAITING,
        /** It waits, and a waiting one that it replaced is gone. */
        REPLACED
    }

    /**
     * Creates a conflation with nothing waiting.
     *
     * @param intervals nanoseconds between two updates of a key
     */
    Conflation(ToLongFunction<ChangeKey> intervals) {
        this.intervals = intervals;
    }

    Outcome offer(CarriedMessage update, long nanoTime) {
        ChangeKey key = update.key();
        if (key == null) {
            return Outcome.DUE;
        }
        Long quiet = quietUntil.get(key);
        if (quiet != null && nanoTime - quiet < 0) {
            return waiting.put(key, update) == null ? Outcome.WAITING : Outcome.REPLACED;
        }
        quietUntil.put(key, nanoTime + intervals.applyAsLong(key));
        return Outcome.DUE;
    }

    /** Drops the update that an entry makes pointless, and returns whether one waited. */
    boolean purge(ChangeKey key) {
        return waiting.remove(key) != null;
    }

    /** Takes the updates that have waited long enough. */
    List<CarriedMessage> takeDue(long nanoTime) {
        var due = new ArrayList<CarriedMessage>();
        for (Iterator<Map.Entry<ChangeKey, Long>> all = quietUntil.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<ChangeKey, Long> quiet = all.next();
            if (nanoTime - quiet.getValue() < 0) {
                continue;
            }
            CarriedMessage update = waiting.remove(quiet.getKey());
            if (update == null) {
                all.remove();
            } else {
                due.add(update);
                quiet.setValue(nanoTime + intervals.applyAsLong(quiet.getKey()));
            }
        }
        return due;
    }

    /** Returns whether anything has to be looked at again. */
    boolean isIdle() {
        return quietUntil.isEmpty();
    }
}
