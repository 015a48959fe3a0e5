package dev.tidings.studio.collections;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import org.springframework.stereotype.Component;

/** Lets those read the topic of a collection who may see the collection. */
@Component
final class CollectionReaders implements TopicReaders {

    private final CollectionService collections;

    CollectionReaders(CollectionService collections) {
        this.collections = collections;
    }

    @Override
    public String topicName() {
        return CollectionChanges.DESTINATION;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return collections.mayRead(reader.name(), id);
    }

    @Override
    public long readableSince(Reader reader, String id) {
        return collections.readableSince(reader.name(), id);
    }
}
