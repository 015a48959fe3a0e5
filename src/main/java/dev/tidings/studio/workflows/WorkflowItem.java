package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A workflow as lists show it, in answers and in changes of lists alike. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkflowItem(
        String id,
        String name,
        String author,
        @Nullable String workspaceId,
        boolean template,
        int nodeCount,
        int currentVersion,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static WorkflowItem of(Workflow workflow) {
        return new WorkflowItem(
                workflow.id(),
                workflow.name(),
                workflow.author(),
                workflow.workspaceId(),
                workflow.template(),
                workflow.graph().nodes().size(),
                workflow.current(),
                workflow.version(),
                workflow.etag(),
                workflow.createdAt(),
                workflow.updatedAt());
    }
}
