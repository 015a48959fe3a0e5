package dev.tidings.studio.workspaces;

import java.time.Instant;

/** A workspace as clients see it, in answers and in changes alike. */
record WorkspaceResource(String id, String name, long version, String etag, Instant createdAt, Instant updatedAt) {

    static WorkspaceResource of(Workspace workspace) {
        return new WorkspaceResource(
                workspace.id(),
                workspace.name(),
                workspace.version(),
                workspace.etag(),
                workspace.createdAt(),
                workspace.updatedAt());
    }
}
