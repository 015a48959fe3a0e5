package dev.tidings.replay;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogEntry;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

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

        @Override
        public ReplayOutcome since(LongSupplier right, Position head) {
            boolean isYounger =
                    !entries.isEmpty() && entries.getFirst().rights().announced() < right.getAsLong();
            return isYounger ? new SnapshotRequired(Cause.NOT_YET_ALLOWED, head) : this;
        }
    }

    /**
     * No replay: the client has to load its snapshot again and goes on from the head.
     *
     * @param cause why
     * @param head position of the last entry
     */
    record SnapshotRequired(Cause cause, Position head) implements ReplayOutcome {

        @Override
        public ReplayOutcome since(LongSupplier right, Position head) {
            return this;
        }
    }

    /**
     * Returns what a client gets whose right may be younger than the entries.
     *
     * @param right version of the right, asked for only if there are entries
     * @param head position of the last entry
     */
    ReplayOutcome since(LongSupplier right, Position head);

    /** Why a replay is not given. */
    enum Cause {
        EPOCH_CHANGED,
        RETENTION_EXCEEDED,
        TOO_FAR_BEHIND,
        AHEAD_OF_HEAD,
        /** The client may not read what came before it was given the right. */
        NOT_YET_ALLOWED;

        /** Returns the value of {@code reset} on the wire. */
        public String wireValue() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
