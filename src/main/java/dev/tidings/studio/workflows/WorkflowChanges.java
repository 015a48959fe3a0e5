package dev.tidings.studio.workflows;

import dev.tidings.change.Change;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.studio.workflows.VersionUpdate.Action;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Announces what happens to workflows and their versions. */
@Component
final class WorkflowChanges {

    /** Name of the topics of workflows, and of each user's queue of workflows. */
    static final String DESTINATION = "workflows";

    /** That a workflow has a version more or less. */
    static final MessageType<VersionUpdate> VERSION_UPDATE = new MessageType<>("version_update", VersionUpdate.class);

    private final ChangeLog changes;

    WorkflowChanges(ChangeLog changes) {
        this.changes = changes;
    }

    /** Tells of a workflow that is new, at all or for these users. */
    void created(Workflow workflow, Collection<String> users) {
        changes.announce(
                ResourceChange.created(Workflow.TYPE, WorkflowItem.of(workflow)),
                users.stream().map(WorkflowChanges::queue).toList());
    }

    void updated(Workflow workflow, Collection<String> readers) {
        var bodies = new LinkedHashMap<Destination, Change>();
        bodies.put(topic(workflow.id()), ResourceChange.updated(Workflow.TYPE, WorkflowResource.of(workflow)));
        ResourceChange ofList = ResourceChange.updated(Workflow.TYPE, WorkflowItem.of(workflow));
        readers.forEach(reader -> bodies.put(queue(reader), ofList));
        changes.announce(bodies);
    }

    void deleted(Workflow workflow, Collection<String> readers) {
        ResourceChange gone = ResourceChange.deleted(Workflow.TYPE, gone(workflow));
        var bodies = new LinkedHashMap<Destination, Change>();
        bodies.put(topic(workflow.id()), gone);
        readers.forEach(reader -> bodies.put(queue(reader), gone));
        changes.announce(bodies);
    }

    /** Tells a user that a workflow is gone for them alone. */
    void hidden(Workflow workflow, String user) {
        changes.announce(ResourceChange.deleted(Workflow.TYPE, gone(workflow)), List.of(queue(user)));
    }

    void versions(WorkflowVersion version, Action action) {
        var key = new ChangeKey(WorkflowVersion.TYPE, version.workflowId() + "." + version.number());
        changes.announce(
                VERSION_UPDATE.message(key, VersionUpdate.of(version, action)), List.of(topic(version.workflowId())));
    }

    private static Map<String, String> gone(Workflow workflow) {
        return Map.of("id", workflow.id());
    }

    static Topic topic(String workflowId) {
        return new Topic(DESTINATION, workflowId);
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, DESTINATION);
    }
}
