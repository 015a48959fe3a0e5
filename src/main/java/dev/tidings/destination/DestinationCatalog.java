package dev.tidings.destination;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All destinations that a module declared, and who may read them. Safe for use by several threads. */
@Component
public final class DestinationCatalog {

    private final Map<String, TopicReaders> topics;
    private final Set<String> queues;

    DestinationCatalog(List<TopicReaders> topics, List<UserQueueName> queues) {
        this.topics =
                topics.stream().collect(Collectors.toUnmodifiableMap(TopicReaders::topicName, readers -> readers));
        this.queues = queues.stream().map(UserQueueName::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the destination is declared and the reader may read it. */
    public boolean mayRead(Reader reader, Destination destination) {
        return switch (destination) {
            case Topic topic -> {
                TopicReaders readers = topics.get(topic.name());
                yield readers != null && readers.mayRead(reader, topic.id());
            }
            case UserQueue queue -> queue.user().equals(reader.name()) && queues.contains(queue.name());
        };
    }
}
