package dev.tidings.studio.workflows;

import dev.tidings.studio.workspaces.Scope;
import dev.tidings.studio.workspaces.Scopes;
import dev.tidings.studio.workspaces.WorkspaceRole;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other services may know of workflows. */
@Component
public final class WorkflowDefinitions {

    private final WorkflowService workflows;
    private final GraphFiles files;
    private final Scopes scopes;

    WorkflowDefinitions(WorkflowService workflows, GraphFiles files, Scopes scopes) {
        this.workflows = workflows;
        this.files = files;
        this.scopes = scopes;
    }

    /**
     * What a workflow is to do.
     *
     * @param workspaceId where it is, {@code null} if its author alone sees it
     * @param number of the version that has the graph
     */
    public record Definition(
            String id, String name, @Nullable String workspaceId, int number, Graph graph) {}

    /**
     * Returns a workflow that a user may run, and keeps the user's rights as they are until the transaction ends.
     *
     * @throws org.springframework.web.ErrorResponseException with status 404 if the user may not see it, 403 if the user
     *     may only see it, or 400 if it reads a file that the user may not
     */
    public Definition lockRunnable(String user, String id) {
        // The scope of a workflow never changes, so it may be read before it is locked; what is to be done may.
        Scope scope = workflows.get(user, id).scope();
        scopes.lock(scope);
        Workflow workflow = workflows.get(user, id);
        scopes.require(user, scope, WorkspaceRole.EDITOR, Workflow.TYPE, id);
        files.requireReadable(user, workflow.graph(), Set.of());
        return new Definition(
                workflow.id(), workflow.name(), workflow.workspaceId(), workflow.current(), workflow.graph());
    }
}
