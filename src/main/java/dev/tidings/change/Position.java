package dev.tidings.change;

import java.util.regex.Pattern;

/**
 * A place in a stream of changes: everything up to and including {@code sequence} has been seen.
 *
 * <p>Two positions can be compared only within one epoch. A new epoch means that numbering started
 * again, for example after the database was restored from a backup, and that nothing a client remembers
 * about the old numbering still holds.
 *
 * @param epoch identity of the numbering, 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param sequence number of the last change seen, or {@code 0} before the first one
 */
public record Position(String epoch, long sequence) {

    private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SEQUENCE = Pattern.compile("0|[1-9][0-9]{0,17}");

    public Position {
        if (!EPOCH.matcher(epoch).matches()) {
            throw new IllegalArgumentException("'epoch' must be 1 to 64 characters of [A-Za-z0-9_-]");
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("'sequence' must not be negative, but was " + sequence);
        }
    }

    /**
     * Reads a position from its wire form {@code epoch:sequence}.
     *
     * @throws IllegalArgumentException if the text has any other form
     */
    public static Position parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !SEQUENCE.matcher(text.substring(colon + 1)).matches()) {
            throw new IllegalArgumentException("A position must have the form epoch:sequence");
        }
        return new Position(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    /** Returns whether both belong to one numbering, and who has reached this position has reached the other one. */
    public boolean includes(Position other) {
        return epoch.equals(other.epoch) && sequence >= other.sequence;
    }

    /** Returns the wire form {@code epoch:sequence}. */
    @Override
    public String toString() {
        return epoch + ":" + sequence;
    }
}
