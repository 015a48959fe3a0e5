package dev.tidings.studio.executions;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import org.springframework.stereotype.Component;

/** Lets those read the topic of an execution who may see the execution. */
@Component
final class ExecutionReaders implements TopicReaders {

    private final ExecutionService executions;

    ExecutionReaders(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public String topicName() {
        return ExecutionChanges.DESTINATION;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return executions.mayRead(reader.name(), id);
    }

    @Override
    public long readableSince(Reader reader, String id) {
        return executions.readableSince(reader.name(), id);
    }
}
