package dev.tidings.studio.workflows;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.NameRules;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.studio.workflows.VersionUpdate.Action;
import dev.tidings.studio.workflows.WorkflowVersion.Origin;
import dev.tidings.studio.workspaces.MemberJoined;
import dev.tidings.studio.workspaces.MemberLeft;
import dev.tidings.studio.workspaces.Scope.Shared;
import dev.tidings.studio.workspaces.Scopes;
import dev.tidings.studio.workspaces.WorkspaceDeleting;
import dev.tidings.studio.workspaces.WorkspaceRole;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Creates, saves and deletes workflows and their versions. */
@Service
class WorkflowService {

    static final int MAX_NAME_CHARACTERS = 100;

    private final Scopes scopes;
    private final WorkflowRepository workflows;
    private final VersionRepository versions;
    private final GraphFiles files;
    private final WorkflowChanges changes;
    private final WorkflowProperties properties;
    private final Clock clock;

    WorkflowService(
            Scopes scopes,
            WorkflowRepository workflows,
            VersionRepository versions,
            GraphFiles files,
            WorkflowChanges changes,
            WorkflowProperties properties,
            Clock clock) {
        this.scopes = scopes;
        this.workflows = workflows;
        this.versions = versions;
        this.files = files;
        this.changes = changes;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What a client wants to create.
     *
     * @param workspaceId where, {@code null} for the author alone
     */
    record Draft(String name, @Nullable String workspaceId, boolean template, Graph graph) {}

    /** What a client wants to change; what is {@code null} stays. */
    record Edit(
            @Nullable String name,
            @Nullable Boolean template,
            @Nullable Graph graph,
            Origin origin) {}

    List<Workflow> readVisible(String user, @Nullable Boolean template, @Nullable Place after, int limit) {
        return workflows.readVisible(scopes.readVisible(user), template, after, limit);
    }

    /** Returns a workflow that a user may see. */
    Workflow get(String user, String id) {
        Workflow workflow =
                found(Optional.of(id).filter(ResourceId::isWellFormed).flatMap(workflows::find), id);
        require(user, workflow, WorkspaceRole.VIEWER);
        return workflow;
    }

    boolean mayRead(String user, String id) {
        return ResourceId.isWellFormed(id)
                && workflows
                        .findScope(id)
                        .flatMap(scope -> scopes.findRole(user, scope))
                        .isPresent();
    }

    /** Reads the version of the rights with which a user was given the right to read one, zero if it is as old as that. */
    long readableSince(String user, String id) {
        return workflows
                .findScope(id)
                .map(scope -> scopes.readableSince(user, scope))
                .orElse(0L);
    }

    /** Creates a workflow with its first version. */
    @ChangeTransaction
    Workflow create(String user, Draft draft) {
        NameRules.check("name", draft.name(), MAX_NAME_CHARACTERS);
        GraphRules.check(draft.graph());
        files.requireReadable(user, draft.graph(), Set.of());
        String workspaceId = draft.workspaceId();
        if (workspaceId != null) {
            var scope = new Shared(workspaceId);
            scopes.lock(scope);
            scopes.require(user, scope, WorkspaceRole.EDITOR, "workspace", workspaceId);
        }
        Instant now = clock.instant();
        var created = new Workflow(
                UUID.randomUUID().toString(),
                draft.name(),
                user,
                workspaceId,
                draft.template(),
                draft.graph(),
                1,
                1,
                now,
                now);
        workflows.insert(created);
        changes.created(created, scopes.readers(created.scope()));
        insert(new WorkflowVersion(created.id(), 1, Origin.SAVE, user, created.graph(), now), Action.CREATED);
        return created;
    }

    /**
     * Writes what is different. Another graph makes a version.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Workflow edit(String user, String id, Edit edit, Consumer<String> precondition) {
        if (edit.name() != null) {
            NameRules.check("name", edit.name(), MAX_NAME_CHARACTERS);
        }
        if (edit.graph() != null) {
            GraphRules.check(edit.graph());
        }
        Workflow workflow = lock(user, id, WorkspaceRole.EDITOR);
        precondition.accept(workflow.etag());
        if (edit.graph() != null) {
            files.requireReadable(user, edit.graph(), GraphFiles.of(workflow.graph()));
        }
        Workflow described = describe(workflow, edit);
        Workflow saved = edit.graph() == null ? described : save(user, described, edit.graph(), edit.origin());
        if (saved.version() != workflow.version()) {
            write(saved);
        }
        return saved;
    }

    private Workflow describe(Workflow workflow, Edit edit) {
        String name = edit.name() == null ? workflow.name() : edit.name();
        boolean template = edit.template() == null ? workflow.template() : edit.template();
        return name.equals(workflow.name()) && template == workflow.template()
                ? workflow
                : workflow.renamed(name, template, clock.instant());
    }

    /** Restores a version, unless the workflow has its graph already. */
    @ChangeTransaction
    Workflow restore(String user, String id, int number, Consumer<String> precondition) {
        Workflow workflow = lock(user, id, WorkspaceRole.EDITOR);
        precondition.accept(workflow.etag());
        WorkflowVersion old = foundVersion(workflow, number);
        Workflow restored = save(user, workflow, old.graph(), Origin.RESTORE);
        if (restored.version() != workflow.version()) {
            write(restored);
        }
        return restored;
    }

    private Workflow save(String user, Workflow workflow, Graph graph, Origin origin) {
        if (graph.equals(workflow.graph())) {
            return workflow;
        }
        Instant now = clock.instant();
        var version = new WorkflowVersion(workflow.id(), workflow.current() + 1, origin, user, graph, now);
        insert(version, origin == Origin.RESTORE ? Action.RESTORED : Action.CREATED);
        versions.readAutosaves(workflow.id(), properties.autosaves()).stream()
                .filter(old -> old.number() != version.number())
                .forEach(this::delete);
        return workflow.with(version, now);
    }

    private void write(Workflow next) {
        workflows.update(next);
        changes.updated(next, scopes.readers(next.scope()));
    }

    private void insert(WorkflowVersion version, Action action) {
        versions.insert(version);
        changes.versions(version, action);
    }

    private void delete(WorkflowVersion version) {
        versions.delete(version);
        changes.versions(version, Action.DELETED);
    }

    @ChangeTransaction
    void delete(String user, String id, Consumer<String> precondition) {
        Workflow workflow = lock(user, id, WorkspaceRole.VIEWER);
        require(user, workflow, workflow.author().equals(user) ? WorkspaceRole.EDITOR : WorkspaceRole.OWNER);
        precondition.accept(workflow.etag());
        delete(workflow);
    }

    /** Deletes a version that is not the current one. */
    @ChangeTransaction
    void deleteVersion(String user, String id, int number) {
        Workflow workflow = lock(user, id, WorkspaceRole.EDITOR);
        WorkflowVersion version = foundVersion(workflow, number);
        if (number == workflow.current()) {
            throw Problems.conflict(
                    "Version %d of workflow '%s' is the current one and cannot be deleted".formatted(number, id));
        }
        delete(version);
    }

    /**
     * Reads versions of a workflow that a user may see, newest first.
     *
     * @param below number that they are below
     */
    List<WorkflowVersion> readVersions(Workflow workflow, int below, int limit) {
        return versions.readOf(workflow.id(), below, limit);
    }

    WorkflowVersion getVersion(String user, String id, int number) {
        return foundVersion(get(user, id), number);
    }

    private WorkflowVersion foundVersion(Workflow workflow, int number) {
        return versions.find(workflow.id(), number)
                .orElseThrow(() -> Problems.notFound(WorkflowVersion.TYPE, Integer.toString(number)));
    }

    private Workflow lock(String user, String id, WorkspaceRole least) {
        // The scope of a workflow never changes, so it may be read before it is locked.
        scopes.lock(get(user, id).scope());
        Workflow workflow = found(workflows.lock(id), id);
        require(user, workflow, least);
        return workflow;
    }

    private void require(String user, Workflow workflow, WorkspaceRole least) {
        scopes.require(user, workflow.scope(), least, Workflow.TYPE, workflow.id());
    }

    private void delete(Workflow workflow) {
        workflows.delete(workflow.id());
        changes.deleted(workflow, scopes.readers(workflow.scope()));
    }

    @EventListener
    void joined(MemberJoined member) {
        workflows.readIn(member.workspaceId()).forEach(workflow -> changes.created(workflow, List.of(member.user())));
    }

    @EventListener
    void left(MemberLeft member) {
        workflows.readIn(member.workspaceId()).forEach(workflow -> changes.hidden(workflow, member.user()));
    }

    @EventListener
    void deleteAllOf(WorkspaceDeleting workspace) {
        workflows.readIn(workspace.workspaceId()).forEach(this::delete);
    }

    private static Workflow found(Optional<Workflow> workflow, String id) {
        return workflow.orElseThrow(() -> Problems.notFound(Workflow.TYPE, id));
    }
}
