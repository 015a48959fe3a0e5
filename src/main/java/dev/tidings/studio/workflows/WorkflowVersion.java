package dev.tidings.studio.workflows;

import java.time.Instant;
import java.util.Locale;

/**
 * A graph that a workflow had. It never changes.
 *
 * @param number counts the versions of the workflow from 1; the number of one that was deleted is not used again
 * @param author who saved it
 */
record WorkflowVersion(String workflowId, int number, Origin origin, String author, Graph graph, Instant createdAt) {

    static final String TYPE = "version";

    /** How a version came about. */
    enum Origin {
        SAVE,
        AUTOSAVE,
        RESTORE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
