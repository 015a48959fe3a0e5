package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Compares how far the streams here have come with the heads in the database. A message that was lost on its way
 * shows as a stream that is behind in two checks in a row, and is then read from the change log.
 */
final class HeadChecks {

    private static final int CHUNK = 1_000;
    private static final long WORKER_LIMIT_SECONDS = 5;

    private final ChangeLog log;
    private final Streams streams;
    private Map<Destination, Position> seen = Map.of();

    HeadChecks(ChangeLog log, Streams streams) {
        this.log = log;
        this.streams = streams;
    }

    /** Repairs the streams that have not come as far as the last check saw their heads, and returns how many. */
    synchronized int check() throws InterruptedException {
        Map<Destination, Position> cursors = cursors();
        Map<Destination, Position> heads = heads(cursors);
        var late = new HashMap<Destination, Position>();
        int repaired = 0;
        for (var head : heads.entrySet()) {
            Position cursor = cursors.get(head.getKey());
            if (cursor == null || cursor.includes(head.getValue())) {
                continue;
            }
            late.put(head.getKey(), head.getValue());
            Position before = seen.get(head.getKey());
            if (before != null && !cursor.includes(before)) {
                streams.catchUpWith(head.getKey(), head.getValue());
                repaired++;
            }
        }
        seen = late;
        return repaired;
    }

    /** Repairs every stream that is behind, without waiting for a second look. */
    synchronized void repairAll() throws InterruptedException {
        heads(cursors()).forEach(streams::catchUpWith);
    }

    private Map<Destination, Position> cursors() throws InterruptedException {
        var cursors = new HashMap<Destination, Position>();
        try {
            streams.cursors().get(WORKER_LIMIT_SECONDS, TimeUnit.SECONDS).forEach(cursors::putAll);
        } catch (ExecutionException | TimeoutException ex) {
            throw new IllegalStateException("The fan-out does not answer", ex);
        }
        return cursors;
    }

    private Map<Destination, Position> heads(Map<Destination, Position> cursors) {
        var heads = new HashMap<Destination, Position>();
        List<Destination> all = new ArrayList<>(cursors.keySet());
        for (int at = 0; at < all.size(); at += CHUNK) {
            heads.putAll(log.heads(all.subList(at, Math.min(at + CHUNK, all.size()))));
        }
        return heads;
    }
}
