package dev.tidings.studio.executions;

import java.util.Locale;

/** Where an execution is on its way. */
enum ExecutionStatus {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Returns whether nothing follows. */
    boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
