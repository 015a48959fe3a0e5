/**
 * Workflows: graphs of nodes, along whose edges the output of one node is the input of another. Each belongs to one
 * user or to a workspace, whose viewers read, whose editors create and save, and whose owners delete what others made.
 *
 * <p>A save that changes the graph makes a version; so does an autosave, of which only the newest are kept. A version
 * can be restored, which makes another one, or deleted, except the one that is current.
 *
 * <h2>Changes</h2>
 *
 * Every change is announced in the transaction that makes it: without the graph on {@code /user/queue/workflows} of all
 * who may see the workflow, with it on {@code /topic/workflows/<id>}, and there also each {@code version_update}. The
 * stream of a deleted workflow ends with that.
 *
 * <h2>Files</h2>
 *
 * A graph may name only files that whoever saves it may read, or that it named before, and only who may read all of them
 * can execute it.
 *
 * <h2>Workflow files</h2>
 *
 * Workflows that other programs write to a folder on disk. They belong to nobody and are seen by everybody, on
 * {@code /topic/workflow-files/all}; whoever wants to run one saves a workflow with its graph.
 *
 * <h2>Lock order</h2>
 *
 * The scope of a workflow first, then its row, then those of its versions, then the change log.
 */
@ApplicationModule(
        allowedDependencies = {
            "change",
            "changelog",
            "destination",
            "http",
            "studio.assets",
            "studio.watching",
            "studio.workspaces"
        })
@NullMarked
package dev.tidings.studio.workflows;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
