package dev.tidings.studio.admin;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Lets admins read the topics of admins. */
@Component
final class AdminReaders implements TopicReaders {

    private static final String ROLE = "admin";

    @Override
    public String topicName() {
        return AdminTopic.NAME;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return reader.roles().contains(ROLE)
                && Arrays.stream(AdminTopic.values()).map(AdminTopic::id).anyMatch(id::equals);
    }
}
