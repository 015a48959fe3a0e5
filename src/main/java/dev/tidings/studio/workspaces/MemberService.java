package dev.tidings.studio.workspaces;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.changelog.RightsChanges;
import dev.tidings.destination.UserQueue;
import dev.tidings.http.Problems;
import dev.tidings.security.Users;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Says who is a member of a workspace. Only its owners may ask, except that everybody may leave. */
@Service
class MemberService {

    /** Each change of a workspace is announced to every member. */
    static final int MAX_MEMBERS = 1_000;

    private final Workspaces access;
    private final MemberRepository members;
    private final WorkspaceChanges changes;
    private final Users users;
    private final RightsChanges rightsChanges;
    private final ApplicationEventPublisher events;

    MemberService(
            Workspaces access,
            MemberRepository members,
            WorkspaceChanges changes,
            Users users,
            RightsChanges rightsChanges,
            ApplicationEventPublisher events) {
        this.access = access;
        this.members = members;
        this.changes = changes;
        this.users = users;
        this.rightsChanges = rightsChanges;
        this.events = events;
    }

    List<Member> readOf(String workspaceId) {
        return members.readOf(workspaceId);
    }

    /** Makes a user a member, or gives a member another role. */
    @ChangeTransaction
    Member put(String caller, Member wanted) {
        Workspace workspace = access.lock(caller, wanted.workspaceId(), WorkspaceRole.OWNER);
        Optional<Member> current = members.find(wanted.workspaceId(), wanted.user());
        if (current.isEmpty()) {
            requireUser(wanted.user());
            requireRoom(wanted.workspaceId());
            members.insert(wanted);
            rightsChanges.noteGiven(version -> members.writeRightsVersion(wanted, version));
            changes.joined(workspace, wanted);
            events.publishEvent(new MemberJoined(workspace.id(), workspace.name(), wanted.user()));
        } else if (current.get().role() != wanted.role()) {
            requireAnotherOwner(current.get());
            members.update(wanted);
            changes.roleChanged(workspace, wanted);
        }
        return wanted;
    }

    @ChangeTransaction
    void remove(String caller, String workspaceId, String user) {
        access.lock(caller, workspaceId, caller.equals(user) ? WorkspaceRole.VIEWER : WorkspaceRole.OWNER);
        Member member = members.find(workspaceId, user).orElseThrow(() -> Problems.notFound(Member.TYPE, user));
        requireAnotherOwner(member);
        members.delete(member);
        rightsChanges.note(user);
        changes.left(member);
        events.publishEvent(new MemberLeft(workspaceId, user));
    }

    private void requireUser(String name) {
        if (!UserQueue.canBelongTo(name) || !users.isKnown(name)) {
            throw Problems.badField("user", "must be the name of a user");
        }
    }

    private void requireRoom(String workspaceId) {
        if (members.readOf(workspaceId).size() >= MAX_MEMBERS) {
            throw Problems.conflict(
                    "Workspace '%s' has %d members already, and cannot have more".formatted(workspaceId, MAX_MEMBERS));
        }
    }

    private void requireAnotherOwner(Member leaving) {
        if (leaving.role() == WorkspaceRole.OWNER
                && members.readOf(leaving.workspaceId()).stream()
                        .noneMatch(other -> other.role() == WorkspaceRole.OWNER
                                && !other.user().equals(leaving.user()))) {
            throw Problems.conflict(
                    "'%s' is the last owner of workspace '%s'. Make somebody else an owner first, or delete it"
                            .formatted(leaving.user(), leaving.workspaceId()));
        }
    }
}
