package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a workflow has a version more or less.
 *
 * @param number which one
 * @param version that is new
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionUpdate(
        String workflowId,
        String action,
        int number,
        @Nullable VersionItem version) {

    /** What can happen to versions. */
    enum Action {
        CREATED,
        RESTORED,
        DELETED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static VersionUpdate of(WorkflowVersion version, Action action) {
        return new VersionUpdate(
                version.workflowId(),
                action.word(),
                version.number(),
                action == Action.DELETED ? null : VersionItem.of(version));
    }
}
