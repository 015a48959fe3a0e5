package dev.tidings.studio.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tidings.studio.workflows.Graph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution with its nodes.
 *
 * @param currentNode id of the node that was started last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExecutionResource(
        @JsonUnwrapped ExecutionItem execution,
        @Nullable String currentNode,
        Usage usage,
        Graph graph,
        List<NodeResource> nodes) {

    /** A node of an execution. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NodeResource(
            String nodeExecutionId,
            String nodeId,
            String nodeName,
            String status,
            @Nullable String message,
            NodeRun.@Nullable Output output,
            Usage usage,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {

        static NodeResource of(NodeRun run) {
            return new NodeResource(
                    run.id(),
                    run.nodeId(),
                    run.nodeName(),
                    run.status().word(),
                    run.message(),
                    run.output(),
                    run.usage(),
                    run.startedAt(),
                    run.endedAt());
        }
    }

    static ExecutionResource of(Execution execution, List<NodeRun> runs) {
        return new ExecutionResource(
                ExecutionItem.of(execution),
                execution.currentNode(),
                execution.usage(),
                execution.order().graph(),
                runs.stream().map(NodeResource::of).toList());
    }
}
