package dev.tidings.studio.collections;

import java.util.Locale;

/** Where a collection is on its way to an index. */
enum IndexStatus {
    QUEUED,
    INDEXING,
    INDEXED,
    FAILED;

    /** Returns whether nobody works on it. */
    boolean isFinal() {
        return this == INDEXED || this == FAILED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
