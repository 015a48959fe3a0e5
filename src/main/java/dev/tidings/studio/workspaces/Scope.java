package dev.tidings.studio.workspaces;

import org.jspecify.annotations.Nullable;

/** Whom something belongs to: one user, or the members of a workspace. */
public sealed interface Scope {

    /** What one user alone sees. */
    record Personal(String user) implements Scope {}

    /** What the members of a workspace see. */
    record Shared(String workspaceId) implements Scope {}

    /**
     * Returns the scope of what a user created.
     *
     * @param workspaceId where it was created, {@code null} if in no workspace
     */
    static Scope of(String creator, @Nullable String workspaceId) {
        return workspaceId == null ? new Personal(creator) : new Shared(workspaceId);
    }
}
