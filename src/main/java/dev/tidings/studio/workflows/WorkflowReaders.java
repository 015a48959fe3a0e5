package dev.tidings.studio.workflows;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import org.springframework.stereotype.Component;

/** Lets those read the topic of a workflow who may see the workflow. */
@Component
final class WorkflowReaders implements TopicReaders {

    private final WorkflowService workflows;

    WorkflowReaders(WorkflowService workflows) {
        this.workflows = workflows;
    }

    @Override
    public String topicName() {
        return WorkflowChanges.DESTINATION;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return workflows.mayRead(reader.name(), id);
    }

    @Override
    public long readableSince(Reader reader, String id) {
        return workflows.readableSince(reader.name(), id);
    }
}
