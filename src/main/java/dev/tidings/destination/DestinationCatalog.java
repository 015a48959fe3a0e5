package dev.tidings.destination;

import dev.tidings.destination.DestinationProperties.Declaration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * All destinations that a module or a setting declared, and who may read them. Safe for use by several threads.
 */
@Component
public final class DestinationCatalog {

    private final Map<String, TopicReaders> topics;
    private final Set<String> queues;
    private final Map<String, Declaration> external;

    DestinationCatalog(List<TopicReaders> topics, List<UserQueueName> queues, DestinationProperties properties) {
        this.topics =
                topics.stream().collect(Collectors.toUnmodifiableMap(TopicReaders::topicName, readers -> readers));
        this.queues = queues.stream().map(UserQueueName::name).collect(Collectors.toUnmodifiableSet());
        this.external = properties.declarations();
        external.keySet().forEach(this::requireNoOwner);
    }

    /** Returns whether the destination is declared and the reader may read it. */
    public boolean mayRead(Reader reader, Destination destination) {
        return switch (destination) {
            case Topic topic -> {
                TopicReaders readers = topics.get(topic.name());
                yield readers == null ? mayReadExternal(reader, topic.name()) : readers.mayRead(reader, topic.id());
            }
            case UserQueue queue ->
                queue.user().equals(reader.name())
                        && (queues.contains(queue.name()) || mayReadExternal(reader, queue.name()));
        };
    }

    /** Returns the version of the rights with which a reader was given the right to a destination, zero if it is as old as that. */
    public long readableSince(Reader reader, Destination destination) {
        if (destination instanceof Topic(var name, var id)) {
            TopicReaders readers = topics.get(name);
            return readers == null ? 0 : readers.readableSince(reader, id);
        }
        return 0;
    }

    /**
     * Returns whether the destination is declared by a setting, for callers from outside to publish to. What a
     * service here owns is not: nobody else knows what that service promises its readers.
     */
    public boolean isExternal(Destination destination) {
        return external.containsKey(nameOf(destination));
    }

    /** Returns the types of messages that may be published to an external destination, in order; any if there are none. */
    public Set<String> typesAt(Destination destination) {
        Declaration declaration = external.get(nameOf(destination));
        return declaration == null ? Set.of() : declaration.types();
    }

    private static String nameOf(Destination destination) {
        return switch (destination) {
            case Topic topic -> topic.name();
            case UserQueue queue -> queue.name();
        };
    }

    private boolean mayReadExternal(Reader reader, String name) {
        Declaration declaration = external.get(name);
        return declaration != null && declaration.read().allows(reader);
    }

    private void requireNoOwner(String name) {
        if (topics.containsKey(name) || queues.contains(name)) {
            throw new IllegalStateException(
                    "'tidings.destinations.%s' must not declare what a service here owns. Choose another name than '%s'"
                            .formatted(name, name));
        }
    }
}
