package dev.tidings.replay;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Destination;
import dev.tidings.replay.ReplayOutcome.Cause;
import dev.tidings.replay.ReplayOutcome.Replayed;
import dev.tidings.replay.ReplayOutcome.SnapshotRequired;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Decides between a replay and a snapshot.
 *
 * <p>A client that applied half of a replay would have no way to tell, so every doubt is answered with
 * {@link SnapshotRequired}.
 */
@Component
public final class ReplayService {

    /** Entries that are read at a time for a subscription. */
    private static final int CHUNK = 200;

    private final ChangeLog log;
    private final int limit;

    ReplayService(ChangeLog log, ReplayProperties properties) {
        this.log = log;
        this.limit = properties.limit();
    }

    /**
     * Reads the next entries for a subscription, which gets no replay if it misses more than the configured limit.
     *
     * @param seen what the subscription has reached
     * @param head position of the stream's last entry, read a moment ago
     */
    public ReplayOutcome missed(Destination destination, Position seen, Position head) {
        if (seen.epoch().equals(head.epoch()) && head.sequence() - seen.sequence() > limit) {
            return new SnapshotRequired(Cause.TOO_FAR_BEHIND, head);
        }
        return replay(destination, seen, head, CHUNK);
    }

    /**
     * Reads what comes after a position.
     *
     * @param seen what the client has reached
     * @param head position of the stream's last entry, read a moment ago
     * @param limit how many entries to give at most
     */
    public ReplayOutcome replay(Destination destination, Position seen, Position head, int limit) {
        if (!seen.epoch().equals(head.epoch())) {
            return new SnapshotRequired(Cause.EPOCH_CHANGED, head);
        }
        if (seen.sequence() > head.sequence()) {
            return new SnapshotRequired(Cause.AHEAD_OF_HEAD, head);
        }
        if (seen.equals(head)) {
            return new Replayed(List.of(), false);
        }
        List<ChangeLogEntry> entries = log.read(destination, seen.sequence(), limit);
        if (!continues(seen, entries)) {
            return new SnapshotRequired(Cause.RETENTION_EXCEEDED, head);
        }
        return new Replayed(entries, entries.getLast().position().sequence() < head.sequence());
    }

    private static boolean continues(Position seen, List<ChangeLogEntry> entries) {
        // The head says that there are entries; what is not there any more was removed from the beginning.
        return !entries.isEmpty()
                && entries.getFirst().position().equals(new Position(seen.epoch(), seen.sequence() + 1));
    }
}
