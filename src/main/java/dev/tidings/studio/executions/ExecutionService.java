package dev.tidings.studio.executions;

import dev.tidings.changelog.AfterCommit;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.instance.Instances;
import dev.tidings.studio.activity.ActivityStepped;
import dev.tidings.studio.executions.NodeRun.Output;
import dev.tidings.studio.workflows.WorkflowDefinitions;
import dev.tidings.studio.workflows.WorkflowDefinitions.Definition;
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
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Writes the steps of executions and their nodes, and announces them. A step locks the execution's row and looks at it
 * first, so of two that contradict each other, such as an end and a cancellation, the second does not happen.
 */
@Service
class ExecutionService {

    private static final int MAX_REASON_LENGTH = 500;

    private final ExecutionRepository executions;
    private final NodeRunRepository nodes;
    private final WorkflowDefinitions workflows;
    private final ExecutionChanges changes;
    private final OutputFiles files;
    private final Scopes scopes;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String self;

    ExecutionService(
            ExecutionRepository executions,
            NodeRunRepository nodes,
            WorkflowDefinitions workflows,
            ExecutionChanges changes,
            OutputFiles files,
            Scopes scopes,
            ApplicationEventPublisher events,
            Clock clock,
            Instances instances) {
        this.executions = executions;
        this.nodes = nodes;
        this.workflows = workflows;
        this.changes = changes;
        this.files = files;
        this.scopes = scopes;
        this.events = events;
        this.clock = clock;
        this.self = instances.self();
    }

    List<Execution> readVisible(String user, @Nullable String workflowId, @Nullable Place after, int limit) {
        return executions.readVisible(scopes.readVisible(user), workflowId, after, limit);
    }

    /** Returns an execution that a user may see. */
    Execution get(String user, String id) {
        Execution execution =
                found(Optional.of(id).filter(ResourceId::isWellFormed).flatMap(executions::find), id);
        require(user, execution, WorkspaceRole.VIEWER);
        return execution;
    }

    List<NodeRun> readNodes(Execution execution) {
        return nodes.readOf(execution.id());
    }

    boolean mayRead(String user, String id) {
        return ResourceId.isWellFormed(id)
                && executions
                        .findScope(id)
                        .flatMap(scope -> scopes.findRole(user, scope))
                        .isPresent();
    }

    /** Reads the version of the rights with which a user was given the right to read one, zero if it is as old as that. */
    long readableSince(String user, String id) {
        return executions
                .findScope(id)
                .map(scope -> scopes.readableSince(user, scope))
                .orElse(0L);
    }

    /** Writes down that a workflow is to be executed by this instance. */
    @ChangeTransaction
    Execution create(String id, String user, String workflowId) {
        Definition workflow = workflows.lockRunnable(user, workflowId);
        var order = new Execution.Order(
                workflow.id(), workflow.name(), workflow.number(), user, workflow.workspaceId(), workflow.graph());
        Execution created = Execution.queued(id, order, self, clock.instant());
        executions.insert(created);
        for (int i = 0; i < created.totalNodes(); i++) {
            nodes.insert(NodeRun.pending(
                    UUID.randomUUID().toString(), id, i, order.graph().nodes().get(i)));
        }
        changes.created(created, readers(created));
        tellStep(created, null, created.status());
        return created;
    }

    /** Starts an execution of this instance, unless it was ended before its turn. */
    @ChangeTransaction
    Optional<Execution> start(String id) {
        return lock(id).filter(found -> found.isOn(self, ExecutionStatus.QUEUED))
                .map(found -> write(found, found.running(clock.instant())));
    }

    /** Starts a node, unless the execution does not run here any more. */
    @ChangeTransaction
    Optional<NodeRun> startNode(String id, String nodeId) {
        Optional<Execution> running = lockRunning(id);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        NodeRun started = node(id, nodeId).running(now);
        write(running.get().nodeStarted(nodeId, now), started);
        return Optional.of(started);
    }

    /**
     * Completes a node, unless the execution does not run here any more.
     *
     * @param said what there is to say about it
     */
    @ChangeTransaction
    boolean completeNode(String id, String nodeId, Output output, Usage usage, String said) {
        Optional<Execution> running = lockRunning(id);
        if (running.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        NodeRun completed = node(id, nodeId).completed(output, usage, now);
        changes.made(running.get(), completed, output);
        say(id, nodeId, LogLine.INFO, said);
        write(running.get().nodeCompleted(usage, now), completed);
        return true;
    }

    /** Fails a node and with it the execution. */
    @ChangeTransaction
    void failNode(String id, String nodeId, String why, Usage usage) {
        lockRunning(id).ifPresent(running -> {
            Instant now = clock.instant();
            String reason = cut(why);
            NodeRun failed = node(id, nodeId).failed(reason, usage, now);
            nodes.update(failed);
            changes.told(failed);
            say(id, nodeId, LogLine.ERROR, reason);
            end(running, running.failed("Node '%s' failed: %s".formatted(failed.nodeName(), reason), usage, now));
        });
    }

    @ChangeTransaction
    void complete(String id) {
        lockRunning(id).ifPresent(running -> end(running, running.completed(clock.instant())));
    }

    /** Fails an execution that nobody runs any more. */
    @ChangeTransaction
    void fail(String id, String instanceId, String why) {
        lock(id).filter(found -> !found.status().isFinal() && found.instanceId().equals(instanceId))
                .ifPresent(found -> {
                    say(id, null, LogLine.ERROR, why);
                    end(found, found.failed(why, Usage.NONE, clock.instant()));
                });
    }

    /**
     * Cancels an execution that is not finished, on whatever instance it runs. The instance sees that within a second,
     * and stops.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Execution cancel(String user, String id, Consumer<String> precondition) {
        get(user, id);
        Execution execution = found(lock(id), id);
        require(user, execution, WorkspaceRole.EDITOR);
        precondition.accept(execution.etag());
        if (execution.status().isFinal()) {
            throw Problems.conflict("Execution '%s' is %s already and cannot be cancelled"
                    .formatted(id, execution.status().word()));
        }
        return end(execution, execution.cancelled(clock.instant()));
    }

    /** Returns whether an execution still runs. */
    boolean isRunning(String id) {
        return executions.findStatus(id).filter(ExecutionStatus.RUNNING::equals).isPresent();
    }

    /** Deletes an execution that came to an end. */
    @ChangeTransaction
    void deleteEnded(String id) {
        lock(id).filter(found -> found.status().isFinal()).ifPresent(found -> delete(found, readers(found)));
    }

    /**
     * Tells without a promise how far a node is, unless the execution does not run here any more.
     *
     * @param total how much there is to do, if that is known
     */
    @ChangeTransaction
    void progress(NodeRun run, long done, @Nullable Long total) {
        // Sent after the commit, and its place behind the last entry is fixed while the row is locked:
        // whoever reads it knows that it is older than an end that is written meanwhile.
        lockRunning(run.executionId()).ifPresent(_ -> changes.progressed(run, done, total));
    }

    private Optional<Execution> lockRunning(String id) {
        return lock(id).filter(found -> found.isOn(self, ExecutionStatus.RUNNING));
    }

    /** Locks an execution, and keeps those who are told of it what they are. */
    private Optional<Execution> lock(String id) {
        // The scope of an execution never changes, so it may be read before it is locked.
        executions.findScope(id).ifPresent(scopes::lock);
        return executions.lock(id);
    }

    /** Ends an execution with all its nodes that have not come to an end. */
    private Execution end(Execution before, Execution ended) {
        nodes.readOf(ended.id()).stream()
                .filter(run -> !run.status().isFinal())
                .map(run -> run.cancelled(ended.updatedAt()))
                .forEach(cancelled -> {
                    nodes.update(cancelled);
                    changes.told(cancelled);
                });
        return write(before, ended);
    }

    private Execution write(Execution before, Execution next) {
        executions.update(next);
        changes.stepped(next, readers(next));
        tellStep(next, before.status(), next.status());
        return next;
    }

    private void tellStep(Execution execution, @Nullable ExecutionStatus from, @Nullable ExecutionStatus to) {
        events.publishEvent(new ActivityStepped(
                ExecutionChanges.DESTINATION,
                execution.order().user(),
                from == null ? null : from.word(),
                to == null ? null : to.word()));
    }

    private void write(Execution next, NodeRun run) {
        nodes.update(run);
        executions.update(next);
        changes.advanced(next, run, readers(next));
    }

    private void say(String id, @Nullable String nodeId, String severity, String content) {
        var line = new LogLine(nodes.countLines(id) + 1, nodeId, severity, content, clock.instant());
        nodes.insert(id, line);
        changes.said(id, line);
    }

    private void delete(Execution execution, List<String> readers) {
        executions.delete(execution.id());
        changes.deleted(execution.id(), readers);
        tellStep(execution, execution.status(), null);
        AfterCommit.run(() -> files.remove(execution.id()));
    }

    @EventListener
    void joined(MemberJoined member) {
        executions.readIn(member.workspaceId()).forEach(found -> changes.created(found, List.of(member.user())));
    }

    @EventListener
    void left(MemberLeft member) {
        executions.readIdsIn(member.workspaceId()).forEach(id -> changes.hidden(id, member.user()));
    }

    @EventListener
    void deleteAllOf(WorkspaceDeleting workspace) {
        List<String> readers = scopes.readers(new Shared(workspace.workspaceId()));
        executions
                .readIdsIn(workspace.workspaceId())
                .forEach(id -> executions.lock(id).ifPresent(found -> delete(found, readers)));
    }

    private List<String> readers(Execution execution) {
        return scopes.readers(execution.order().scope());
    }

    private void require(String user, Execution execution, WorkspaceRole least) {
        scopes.require(user, execution.order().scope(), least, Execution.TYPE, execution.id());
    }

    /** Shortens what others said, such as another host. */
    private static String cut(String text) {
        return text.length() <= MAX_REASON_LENGTH ? text : text.substring(0, MAX_REASON_LENGTH) + "…";
    }

    private NodeRun node(String id, String nodeId) {
        return nodes.find(id, nodeId)
                .orElseThrow(() -> new IllegalStateException("Execution '%s' has no node '%s'".formatted(id, nodeId)));
    }

    private static Execution found(Optional<Execution> execution, String id) {
        return execution.orElseThrow(() -> Problems.notFound(Execution.TYPE, id));
    }
}
