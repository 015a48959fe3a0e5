package dev.tidings.studio.workspaces;

import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who is a member of which workspace. */
@Component
final class Workspaces {

    private final WorkspaceRepository workspaces;
    private final MemberRepository members;

    Workspaces(WorkspaceRepository workspaces, MemberRepository members) {
        this.workspaces = workspaces;
        this.members = members;
    }

    /** Finds what a user is in a workspace; nothing too if there is no such workspace. */
    Optional<WorkspaceRole> findRole(String user, String workspaceId) {
        return ResourceId.isWellFormed(workspaceId)
                ? members.find(workspaceId, user).map(Member::role)
                : Optional.empty();
    }

    /** Reads the version of the rights with which a user became a member, zero for who is none. */
    long readJoined(String user, String workspaceId) {
        return members.readRightsVersion(workspaceId, user);
    }

    /**
     * Locks a workspace until the transaction ends, so that its members stay what they are.
     *
     * @param least what the user must be at least
     * @throws org.springframework.web.ErrorResponseException with status 404 if the user is no member, or 403 if the
     *     user is less
     */
    Workspace lock(String user, String workspaceId, WorkspaceRole least) {
        Workspace workspace = Optional.of(workspaceId)
                .filter(ResourceId::isWellFormed)
                .flatMap(workspaces::lock)
                .orElseThrow(() -> Problems.notFound(Workspace.TYPE, workspaceId));
        requireRole(user, workspaceId, least);
        return workspace;
    }

    /** Locks a workspace until the transaction ends; one that is gone by now is not there to be locked. */
    void lockRow(String workspaceId) {
        if (ResourceId.isWellFormed(workspaceId)) {
            workspaces.lock(workspaceId);
        }
    }

    /**
     * Lets a member pass.
     *
     * @throws org.springframework.web.ErrorResponseException with status 404 if the user is no member, or 403 if the
     *     user is less than that
     */
    void requireRole(String user, String workspaceId, WorkspaceRole least) {
        WorkspaceRole role =
                findRole(user, workspaceId).orElseThrow(() -> Problems.notFound(Workspace.TYPE, workspaceId));
        if (!role.includes(least)) {
            throw Problems.forbidden("This takes the role '%s' in workspace '%s', and you have '%s'"
                    .formatted(least.word(), workspaceId, role.word()));
        }
    }

    /** Reads the ids of the workspaces of a member. */
    List<String> readIdsOf(String user) {
        return workspaces.readOf(user).stream().map(Workspace::id).toList();
    }

    /** Reads the names of all members of a workspace, in their order. */
    List<String> readMembers(String workspaceId) {
        return members.readOf(workspaceId).stream().map(Member::user).toList();
    }
}
