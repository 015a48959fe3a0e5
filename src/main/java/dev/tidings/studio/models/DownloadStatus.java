package dev.tidings.studio.models;

import java.util.Locale;

/** Where a download is on its way. */
enum DownloadStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    ERROR,
    CANCELLED;

    /** Returns whether this is an end. One that failed or was cancelled can be taken up again by its owner. */
    boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
