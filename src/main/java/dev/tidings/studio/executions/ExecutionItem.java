package dev.tidings.studio.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An execution as lists show it, in answers and in changes alike. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExecutionItem(
        String id,
        String workflowId,
        String workflowName,
        int workflowVersion,
        String user,
        @Nullable String workspaceId,
        String status,
        double progressPercentage,
        int completedNodes,
        int totalNodes,
        @Nullable String error,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static ExecutionItem of(Execution execution) {
        Execution.Order order = execution.order();
        return new ExecutionItem(
                execution.id(),
                order.workflowId(),
                order.workflowName(),
                order.number(),
                order.user(),
                order.workspaceId(),
                execution.status().word(),
                execution.progressPercentage(),
                execution.completedNodes(),
                execution.totalNodes(),
                execution.error(),
                execution.version(),
                execution.etag(),
                execution.createdAt(),
                execution.updatedAt());
    }
}
