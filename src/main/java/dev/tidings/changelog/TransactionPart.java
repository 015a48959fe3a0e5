package dev.tidings.changelog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which part an entry is of what its transaction announced to one destination. These entries follow each other in the
 * stream, though those of a transaction that committed at the same time may lie between them.
 */
public enum TransactionPart {
    /** There is no other. */
    WHOLE,
    FIRST,
    INNER,
    LAST;

    /** Returns the part that is the place-th of so many, counted from 1. */
    static TransactionPart at(int place, int count) {
        if (count == 1) {
            return WHOLE;
        }
        if (place == 1) {
            return FIRST;
        }
        return place == count ? LAST : INNER;
    }

    /** Returns the part that a text stands for: the whole for none, and for one that a later version may write. */
    public static TransactionPart parse(@Nullable String text) {
        for (TransactionPart part : values()) {
            if (part != WHOLE && part.name().toLowerCase(Locale.ROOT).equals(text)) {
                return part;
            }
        }
        return WHOLE;
    }

    /** Returns the text that stands for this, {@code null} for the whole. */
    public @Nullable String text() {
        return this == WHOLE ? null : name().toLowerCase(Locale.ROOT);
    }
}
