package dev.tidings.studio.workflows;

import dev.tidings.http.Place;
import dev.tidings.studio.workspaces.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as it is.
 *
 * @param author who created it
 * @param workspaceId where it is, {@code null} if the author alone sees it
 * @param template whether it is meant to be copied
 * @param current number of the version that has this graph
 * @param version counts everything that was changed, not only the graph
 */
record Workflow(
        String id,
        String name,
        String author,
        @Nullable String workspaceId,
        boolean template,
        Graph graph,
        int current,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "workflow";

    Scope scope() {
        return Scope.of(author, workspaceId);
    }

    Workflow renamed(String newName, boolean isTemplate, Instant now) {
        return new Workflow(id, newName, author, workspaceId, isTemplate, graph, current, version + 1, createdAt, now);
    }

    /** Takes the graph of a version. */
    Workflow with(WorkflowVersion saved, Instant now) {
        return new Workflow(
                id, name, author, workspaceId, template, saved.graph(), saved.number(), version + 1, createdAt, now);
    }

    Place place() {
        return new Place(createdAt, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
