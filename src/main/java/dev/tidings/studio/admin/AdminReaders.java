package dev.tidings.studio.admin;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Lets admins read the topics of admins. */
@Component
final class AdminReaders implements TopicReaders {

    private static final String ROLE = "admin";
    private static final Set<String> IDS = Stream.concat(
                    Stream.of(Routes.TOPIC.id()),
                    Arrays.stream(AdminTopic.values()).map(AdminTopic::id))
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public String topicName() {
        return AdminTopic.NAME;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return reader.roles().contains(ROLE) && IDS.contains(id);
    }
}
