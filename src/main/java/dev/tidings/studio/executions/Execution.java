package dev.tidings.studio.executions;

import dev.tidings.change.ChangeKey;
import dev.tidings.http.Place;
import dev.tidings.studio.workflows.Graph;
import dev.tidings.studio.workspaces.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a workflow at one version. Each step on its way returns the next version.
 *
 * @param order what is executed, and for whom
 * @param completedNodes how many nodes are completed
 * @param currentNode id of the node that was started last
 * @param usage what its nodes used that came to an end
 * @param error of a failed execution
 * @param instanceId the instance that runs it or will
 */
record Execution(
        String id,
        Order order,
        ExecutionStatus status,
        int completedNodes,
        @Nullable String currentNode,
        Usage usage,
        @Nullable String error,
        String instanceId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "execution";

    private static final double PERCENT = 100;

    /**
     * What is executed.
     *
     * @param user who started it
     * @param workspaceId where the workflow is, {@code null} if the user alone sees it
     * @param number of the version of the workflow
     * @param graph that of the version
     */
    record Order(
            String workflowId,
            String workflowName,
            int number,
            String user,
            @Nullable String workspaceId,
            Graph graph) {

        Scope scope() {
            return Scope.of(user, workspaceId);
        }
    }

    static Execution queued(String id, Order order, String instanceId, Instant now) {
        return new Execution(id, order, ExecutionStatus.QUEUED, 0, null, Usage.NONE, null, instanceId, 1, now, now);
    }

    boolean isOn(String instance, ExecutionStatus expected) {
        return instanceId.equals(instance) && status == expected;
    }

    int totalNodes() {
        return order.graph().nodes().size();
    }

    /** Returns the share of nodes that are completed, in percent with one decimal. */
    double progressPercentage() {
        int total = totalNodes();
        if (total == 0) {
            return status == ExecutionStatus.COMPLETED ? PERCENT : 0;
        }
        return Math.floor(10 * PERCENT * completedNodes / total) / 10;
    }

    Place place() {
        return new Place(createdAt, id);
    }

    ChangeKey key() {
        return new ChangeKey(TYPE, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }

    Execution running(Instant now) {
        return next(ExecutionStatus.RUNNING, completedNodes, currentNode, usage, null, now);
    }

    Execution nodeStarted(String nodeId, Instant now) {
        return next(status, completedNodes, nodeId, usage, null, now);
    }

    Execution nodeCompleted(Usage more, Instant now) {
        return next(status, completedNodes + 1, currentNode, usage.plus(more), null, now);
    }

    Execution completed(Instant now) {
        return next(ExecutionStatus.COMPLETED, completedNodes, null, usage, null, now);
    }

    Execution failed(String why, Usage more, Instant now) {
        return next(ExecutionStatus.FAILED, completedNodes, null, usage.plus(more), why, now);
    }

    Execution cancelled(Instant now) {
        return next(ExecutionStatus.CANCELLED, completedNodes, null, usage, null, now);
    }

    private Execution next(
            ExecutionStatus to,
            int completed,
            @Nullable String current,
            Usage used,
            @Nullable String why,
            Instant now) {
        return new Execution(id, order, to, completed, current, used, why, instanceId, version + 1, createdAt, now);
    }
}
