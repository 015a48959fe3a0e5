package dev.tidings.studio.workflows;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Says that the output of one node is the input of another.
 *
 * @param source id of the node that comes first
 * @param target id of the other one
 */
public record Edge(
        @NotNull @Pattern(regexp = Node.ID, message = Node.ID_RULE)
        String id,

        @NotNull @Pattern(regexp = Node.ID, message = Node.ID_RULE)
        String source,

        @NotNull @Pattern(regexp = Node.ID, message = Node.ID_RULE)
        String target) {}
