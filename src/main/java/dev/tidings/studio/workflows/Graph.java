package dev.tidings.studio.workflows;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What a workflow does. One that {@link GraphRules} let pass has no cycle, and every node has the input that it needs. */
public record Graph(
        @NotNull @Size(max = MAX_NODES, message = "must have at most 100 nodes")
        List<@NotNull @Valid Node> nodes,

        @NotNull @Size(max = MAX_EDGES, message = "must have at most 400 edges")
        List<@NotNull @Valid Edge> edges) {

    static final int MAX_NODES = 100;
    static final int MAX_EDGES = 400;
}
