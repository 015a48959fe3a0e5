package dev.tidings.studio.executions;

import dev.tidings.change.ChangeKey;
import dev.tidings.studio.workflows.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node in an execution at one version.
 *
 * @param position where the node is in the graph
 * @param message what there is to say about it, such as why it failed
 * @param output of a completed node
 */
record NodeRun(
        String id,
        String executionId,
        int position,
        String nodeId,
        String nodeName,
        NodeStatus status,
        @Nullable String message,
        @Nullable Output output,
        Usage usage,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static final String TYPE = "node_execution";

    /**
     * What a node made, in a file.
     *
     * @param preview how a text begins
     */
    record Output(String contentType, long bytes, @Nullable String preview) {}

    static NodeRun pending(String id, String executionId, int position, Node node) {
        return new NodeRun(
                id,
                executionId,
                position,
                node.id(),
                node.name(),
                NodeStatus.PENDING,
                null,
                null,
                Usage.NONE,
                null,
                null);
    }

    ChangeKey key() {
        return new ChangeKey(TYPE, id);
    }

    NodeRun running(Instant now) {
        return new NodeRun(
                id, executionId, position, nodeId, nodeName, NodeStatus.RUNNING, null, null, usage, now, null);
    }

    NodeRun completed(Output made, Usage used, Instant now) {
        return new NodeRun(
                id, executionId, position, nodeId, nodeName, NodeStatus.COMPLETED, null, made, used, startedAt, now);
    }

    NodeRun failed(String why, Usage used, Instant now) {
        return new NodeRun(
                id, executionId, position, nodeId, nodeName, NodeStatus.FAILED, why, null, used, startedAt, now);
    }

    NodeRun cancelled(Instant now) {
        return new NodeRun(
                id, executionId, position, nodeId, nodeName, NodeStatus.CANCELLED, null, null, usage, startedAt, now);
    }
}
