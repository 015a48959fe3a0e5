package dev.tidings.studio.workspaces;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.NameRules;
import dev.tidings.http.Problems;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Creates, renames and deletes workspaces. */
@Service
class WorkspaceService {

    static final int MAX_NAME_CHARACTERS = 100;

    private final Workspaces access;
    private final WorkspaceRepository workspaces;
    private final MemberRepository members;
    private final WorkspaceChanges changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkspaceService(
            Workspaces access,
            WorkspaceRepository workspaces,
            MemberRepository members,
            WorkspaceChanges changes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.access = access;
        this.workspaces = workspaces;
        this.members = members;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    List<Workspace> readOf(String user) {
        return workspaces.readOf(user);
    }

    Workspace get(String user, String id) {
        access.requireRole(user, id, WorkspaceRole.VIEWER);
        return workspaces.find(id).orElseThrow(() -> Problems.notFound(Workspace.TYPE, id));
    }

    @ChangeTransaction
    Workspace create(String user, String name) {
        NameRules.check("name", name, MAX_NAME_CHARACTERS);
        Workspace created = Workspace.created(UUID.randomUUID().toString(), name, clock.instant());
        workspaces.insert(created);
        members.insert(new Member(created.id(), user, WorkspaceRole.OWNER));
        changes.created(created, user);
        return created;
    }

    /**
     * Renames a workspace, unless it has that name already.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Workspace rename(String user, String id, String name, Consumer<String> precondition) {
        NameRules.check("name", name, MAX_NAME_CHARACTERS);
        Workspace workspace = access.lock(user, id, WorkspaceRole.EDITOR);
        precondition.accept(workspace.etag());
        if (workspace.name().equals(name)) {
            return workspace;
        }
        Workspace renamed = workspace.renamed(name, clock.instant());
        workspaces.update(renamed);
        changes.renamed(renamed, members.readOf(id));
        return renamed;
    }

    @ChangeTransaction
    void delete(String user, String id, Consumer<String> precondition) {
        Workspace workspace = access.lock(user, id, WorkspaceRole.OWNER);
        precondition.accept(workspace.etag());
        events.publishEvent(new WorkspaceDeleting(id));
        List<Member> all = members.readOf(id);
        workspaces.delete(id);
        changes.deleted(workspace, all);
    }
}
