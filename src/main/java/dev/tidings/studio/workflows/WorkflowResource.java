package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A workflow with its graph, in answers and in changes of the workflow's own topic alike. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkflowResource(
        String id,
        String name,
        String author,
        @Nullable String workspaceId,
        boolean template,
        Graph graph,
        int currentVersion,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static WorkflowResource of(Workflow workflow) {
        return new WorkflowResource(
                workflow.id(),
                workflow.name(),
                workflow.author(),
                workflow.workspaceId(),
                workflow.template(),
                workflow.graph(),
                workflow.current(),
                workflow.version(),
                workflow.etag(),
                workflow.createdAt(),
                workflow.updatedAt());
    }
}
