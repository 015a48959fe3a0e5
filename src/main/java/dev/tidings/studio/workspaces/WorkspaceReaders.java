package dev.tidings.studio.workspaces;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import org.springframework.stereotype.Component;

/** Lets the members read the topic of a workspace. */
@Component
final class WorkspaceReaders implements TopicReaders {

    private final Workspaces workspaces;

    WorkspaceReaders(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public String topicName() {
        return WorkspaceChanges.DESTINATION;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return workspaces.findRole(reader.name(), id).isPresent();
    }

    @Override
    public long readableSince(Reader reader, String id) {
        return workspaces.readJoined(reader.name(), id);
    }
}
