package dev.tidings.studio.workspaces;

import dev.tidings.http.Problems;
import dev.tidings.studio.workspaces.Scope.Personal;
import dev.tidings.studio.workspaces.Scope.Shared;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What users may do with things of a scope, for the modules that keep such things. */
@Component
public final class Scopes {

    private final Workspaces workspaces;

    Scopes(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    /** Finds what a user is in a scope: the owner of what is personal, or what the workspace says. */
    public Optional<WorkspaceRole> findRole(String user, Scope scope) {
        return switch (scope) {
            case Personal(var owner) -> owner.equals(user) ? Optional.of(WorkspaceRole.OWNER) : Optional.empty();
            case Shared(var workspaceId) -> workspaces.findRole(user, workspaceId);
        };
    }

    /** Reads the version of the rights with which a user came into a scope, zero if it has always been the user's. */
    public long readableSince(String user, Scope scope) {
        return switch (scope) {
            case Personal(var _) -> 0;
            case Shared(var workspaceId) -> workspaces.readJoined(user, workspaceId);
        };
    }

    /**
     * Lets a user pass who may do something with a resource.
     *
     * @param type of the resource, for the error
     * @param id of the resource, for the error
     * @throws org.springframework.web.ErrorResponseException with status 404 if the user may not even know of it, or
     *     403 if the user is less than that
     */
    public void require(String user, Scope scope, WorkspaceRole least, String type, String id) {
        WorkspaceRole role = findRole(user, scope).orElseThrow(() -> Problems.notFound(type, id));
        if (!role.includes(least)) {
            throw Problems.forbidden("This takes the role '%s' in the workspace of %s '%s', and you have '%s'"
                    .formatted(least.word(), type, id, role.word()));
        }
    }

    /**
     * Locks a scope until the transaction ends, so that what users may do in it stays what it is. A personal scope
     * never changes.
     */
    public void lock(Scope scope) {
        if (scope instanceof Shared(var workspaceId)) {
            workspaces.lockRow(workspaceId);
        }
    }

    /** Reads the scopes whose things a user may see. */
    public VisibleScopes readVisible(String user) {
        return new VisibleScopes(user, workspaces.readIdsOf(user));
    }

    /** Reads the names of all who may see things of a scope. */
    public List<String> readers(Scope scope) {
        return switch (scope) {
            case Personal(var owner) -> List.of(owner);
            case Shared(var workspaceId) -> workspaces.readMembers(workspaceId);
        };
    }
}
