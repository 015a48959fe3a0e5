package dev.tidings.studio.executions;

import java.util.Locale;

/** Where a node of an execution is on its way. */
enum NodeStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    /** It ran when the execution was ended, or would have run after that. */
    CANCELLED;

    boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
