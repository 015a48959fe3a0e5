package dev.tidings.studio.executions;

import dev.tidings.change.Change;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Announces what happens to executions. */
@Component
final class ExecutionChanges {

    /** Name of the topics of executions, and of each user's queue of executions. */
    static final String DESTINATION = "executions";

    private final ChangeLog changes;

    ExecutionChanges(ChangeLog changes) {
        this.changes = changes;
    }

    /** Tells of an execution that is new, at all or for these users. */
    void created(Execution execution, Collection<String> users) {
        announce(ResourceChange.created(Execution.TYPE, ExecutionItem.of(execution)), users);
    }

    /** Tells that an execution was started, or came to an end. */
    void stepped(Execution execution, Collection<String> readers) {
        changes.announce(ExecutionMessages.state(execution), List.of(topic(execution.id())));
        announce(ResourceChange.updated(Execution.TYPE, ExecutionItem.of(execution)), readers);
    }

    /** Tells that a node was started or completed, and without a promise how far the execution is in lists. */
    void advanced(Execution execution, NodeRun run, Collection<String> readers) {
        told(run);
        changes.announce(ExecutionMessages.state(execution), List.of(topic(execution.id())));
        changes.announceTransient(ResourceChange.updated(Execution.TYPE, ExecutionItem.of(execution)), queues(readers));
    }

    void told(NodeRun run) {
        changes.announce(ExecutionMessages.state(run), List.of(topic(run.executionId())));
    }

    /** Tells what a node made, and of the edges that lead on from it. */
    void made(Execution execution, NodeRun run, NodeRun.Output output) {
        List<Topic> topic = List.of(topic(execution.id()));
        changes.announce(ExecutionMessages.output(run, output), topic);
        ExecutionMessages.sent(execution, run.nodeId()).forEach(sent -> changes.announce(sent, topic));
    }

    void said(String executionId, LogLine line) {
        changes.announce(ExecutionMessages.line(executionId, line), List.of(topic(executionId)));
    }

    /** Tells without a promise how far a node is. */
    void progressed(NodeRun run, long done, @Nullable Long total) {
        changes.announceTransient(topic(run.executionId()), ExecutionMessages.progress(run, done, total));
    }

    void deleted(String executionId, Collection<String> readers) {
        ResourceChange gone = gone(executionId);
        changes.announce(gone, List.of(topic(executionId)));
        announce(gone, readers);
    }

    /** Tells a user that an execution is gone for them alone. */
    void hidden(String executionId, String user) {
        announce(gone(executionId), List.of(user));
    }

    private void announce(Change change, Collection<String> users) {
        changes.announce(change, queues(users));
    }

    private static List<UserQueue> queues(Collection<String> users) {
        return users.stream().map(ExecutionChanges::queue).toList();
    }

    private static ResourceChange gone(String executionId) {
        return ResourceChange.deleted(Execution.TYPE, Map.of("id", executionId));
    }

    static Topic topic(String executionId) {
        return new Topic(DESTINATION, executionId);
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, DESTINATION);
    }
}
