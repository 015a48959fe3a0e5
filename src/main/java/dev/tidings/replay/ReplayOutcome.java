package dev.tidings.replay;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogEntry;
import java.util.List;
import java.util.Locale;

/** What a client that has reached a position gets. */
public sealed interface ReplayOutcome {

    /**
     * The entries after the client's position, without gaps.
     *
     * @param entries in order, possibly none
     * @param more whether there are further entries after these
     */
    record Replayed(List<ChangeLogEntry> entries, boolean more) implements ReplayOutcome {

        public Replayed {
            entries = List.copyOf(entries);
        }
    }

    /**
     * No replay: the client has to load its snapshot again and goes on from the head.
     *
     * @param cause why
     * @param head position of the last entry
     */
    record SnapshotRequired(Cause cause, Position head) implements ReplayOutcome {}

    /** Why a replay is not given. */
    enum Cause {
        EPOCH_CHANGED,
        RETENTION_EXCEEDED,
        TOO_FAR_BEHIND,
        AHEAD_OF_HEAD;

        /** Returns the value of {@code reset} on the wire. */
        public String wireValue() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
