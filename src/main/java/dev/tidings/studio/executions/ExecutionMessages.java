package dev.tidings.studio.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.TypedMessage;
import dev.tidings.studio.workflows.Edge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of an execution, each in the shape of its type. */
final class ExecutionMessages {

    static final MessageType<ExecutionUpdate> EXECUTION = new MessageType<>("execution_update", ExecutionUpdate.class);
    static final MessageType<NodeUpdate> NODE = new MessageType<>("node_update", NodeUpdate.class);
    static final MessageType<NodeProgress> PROGRESS = new MessageType<>("node_progress", NodeProgress.class);
    static final MessageType<OutputUpdate> OUTPUT = new MessageType<>("output_update", OutputUpdate.class);
    static final MessageType<EdgeUpdate> EDGE = new MessageType<>("edge_update", EdgeUpdate.class);
    static final MessageType<LogUpdate> LOG = new MessageType<>("log_update", LogUpdate.class);

    private static final String STATUS_CHANGED = "status_changed";

    private ExecutionMessages() {}

    /** Where an execution stands. */
    record ExecutionUpdate(String event, ExecutionState data) {}

    /** The state of an execution. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExecutionState(
            String executionId,
            String status,
            double progressPercentage,
            int completedNodes,
            int totalNodes,
            @Nullable String currentNode,
            @Nullable String error) {}

    /** Where a node of an execution stands. */
    record NodeUpdate(String event, NodeState data) {}

    /** The state of a node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NodeState(
            String executionId,
            String nodeExecutionId,
            String nodeId,
            String nodeName,
            String status,
            @Nullable String message) {}

    /**
     * How far a node is.
     *
     * @param progress bytes that it has done, or milliseconds
     * @param total how many there are, if that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NodeProgress(
            String executionId,
            String nodeId,
            long progress,
            @Nullable Long total) {}

    /**
     * What a node made.
     *
     * @param preview how a text begins
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutputUpdate(
            String executionId,
            String nodeId,
            String nodeName,
            String contentType,
            long bytes,
            @Nullable String preview) {}

    /** That the output of a node is there for another one. */
    record EdgeUpdate(String executionId, String edgeId, String status) {}

    /** What was said about an execution. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogUpdate(
            String executionId, int number, @Nullable String nodeId, String severity, String content) {}

    static TypedMessage state(Execution execution) {
        var state = new ExecutionState(
                execution.id(),
                execution.status().word(),
                execution.progressPercentage(),
                execution.completedNodes(),
                execution.totalNodes(),
                execution.currentNode(),
                execution.error());
        return EXECUTION.message(execution.key(), new ExecutionUpdate(STATUS_CHANGED, state));
    }

    static TypedMessage state(NodeRun run) {
        var state = new NodeState(
                run.executionId(),
                run.id(),
                run.nodeId(),
                run.nodeName(),
                run.status().word(),
                run.message());
        return NODE.message(run.key(), new NodeUpdate(STATUS_CHANGED, state));
    }

    static TypedMessage progress(NodeRun run, long done, @Nullable Long total) {
        return PROGRESS.message(run.key(), new NodeProgress(run.executionId(), run.nodeId(), done, total));
    }

    static TypedMessage output(NodeRun run, NodeRun.Output output) {
        var update = new OutputUpdate(
                run.executionId(),
                run.nodeId(),
                run.nodeName(),
                output.contentType(),
                output.bytes(),
                output.preview());
        return OUTPUT.message(new ChangeKey("output", run.id()), update);
    }

    static List<TypedMessage> sent(Execution execution, String nodeId) {
        return execution.order().graph().edges().stream()
                .filter(edge -> edge.source().equals(nodeId))
                .map(edge -> sent(execution, edge))
                .toList();
    }

    private static TypedMessage sent(Execution execution, Edge edge) {
        return EDGE.message(
                new ChangeKey("edge", execution.id() + "." + edge.id()),
                new EdgeUpdate(execution.id(), edge.id(), "message_sent"));
    }

    static TypedMessage line(String executionId, LogLine line) {
        return LOG.message(
                new ChangeKey("log", executionId + "." + line.number()),
                new LogUpdate(executionId, line.number(), line.nodeId(), line.severity(), line.content()));
    }
}
