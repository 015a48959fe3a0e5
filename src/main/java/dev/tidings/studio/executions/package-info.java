/**
 * Executions of workflows. The nodes of a graph run in the order of their dependencies, those that do not depend on
 * each other at the same time; each writes its output to a file, which the nodes behind it read.
 *
 * <p>An execution is seen by who may see its workflow, and started and cancelled by who may change it. It keeps the
 * graph that it executes; the workflow may change or go meanwhile. What each node used of CPU and bytes is measured.
 *
 * <h2>Changes</h2>
 *
 * On {@code /topic/executions/<id>}, in the transaction that writes it: {@code execution_update} and
 * {@code node_update} with each transition, {@code output_update} and {@code edge_update} when a node is completed,
 * {@code log_update} with each line of the log. Progress of a node is {@code node_progress}, a transient update. On
 * {@code /user/queue/executions} of all who may see it: that an execution was created, was started, came to an end and
 * was deleted; and in between, as a transient update, how far it is.
 *
 * <h2>Instances</h2>
 *
 * An execution belongs to the instance that was asked for it, as work of a {@link dev.tidings.instance.WorkPool}. It
 * checks its claim with every write; one that was cancelled or taken away, on whatever instance, is not written again and
 * stops within {@code tidings.executions.progress-interval}; a node that waits for another host does so with the next
 * byte, at the latest after {@code tidings.executions.timeout}. A node that fails ends the execution.
 *
 * <h2>Lock order</h2>
 *
 * The scope of an execution first, then its row, then those of its nodes, then the change log.
 */
@ApplicationModule(
        allowedDependencies = {
            "change",
            "changelog",
            "destination",
            "http",
            "instance",
            "studio.activity",
            "studio.assets",
            "studio.workflows",
            "studio.workspaces"
        })
@NullMarked
package dev.tidings.studio.executions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
