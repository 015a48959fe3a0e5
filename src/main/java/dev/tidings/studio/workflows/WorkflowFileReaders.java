package dev.tidings.studio.workflows;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import org.springframework.stereotype.Component;

/** Lets every user read the topic of workflow files. */
@Component
final class WorkflowFileReaders implements TopicReaders {

    @Override
    public String topicName() {
        return WorkflowFiles.TOPIC.name();
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return id.equals(WorkflowFiles.TOPIC.id());
    }
}
