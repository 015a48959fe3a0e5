package dev.tidings.studio.jobs;

import java.util.Locale;

/** Where a job is on its way. */
enum JobStatus {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Returns whether this is an end: nothing changes afterwards. */
    boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
