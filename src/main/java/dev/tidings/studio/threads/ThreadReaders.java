package dev.tidings.studio.threads;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import org.springframework.stereotype.Component;

/** Lets those read the topic of a thread who may see the thread. */
@Component
final class ThreadReaders implements TopicReaders {

    private final ThreadService threads;

    ThreadReaders(ThreadService threads) {
        this.threads = threads;
    }

    @Override
    public String topicName() {
        return ThreadChanges.DESTINATION;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return threads.mayRead(reader.name(), id);
    }

    @Override
    public long readableSince(Reader reader, String id) {
        return threads.readableSince(reader.name(), id);
    }
}
