package dev.tidings.studio.threads;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Announces what happens to threads and their messages. */
@Component
final class ThreadChanges {

    /** Name of the topics of threads, and of each user's queue of threads. */
    static final String DESTINATION = "threads";

    private final ChangeLog changes;

    ThreadChanges(ChangeLog changes) {
        this.changes = changes;
    }

    /** Tells of a thread that is new, at all or for these users. */
    void created(DiscussionThread thread, Collection<String> users) {
        changes.announce(
                ResourceChange.created(DiscussionThread.TYPE, ThreadResource.of(thread)),
                users.stream().map(ThreadChanges::queue).toList());
    }

    void renamed(DiscussionThread thread, Collection<String> readers) {
        changes.announce(
                ResourceChange.updated(DiscussionThread.TYPE, ThreadResource.of(thread)), everywhere(thread, readers));
    }

    void deleted(DiscussionThread thread, Collection<String> readers) {
        changes.announce(ResourceChange.deleted(DiscussionThread.TYPE, gone(thread)), everywhere(thread, readers));
    }

    /** Tells a user that a thread is gone for them alone. */
    void hidden(DiscussionThread thread, String user) {
        changes.announce(ResourceChange.deleted(DiscussionThread.TYPE, gone(thread)), List.of(queue(user)));
    }

    void written(ThreadMessage message) {
        changes.announce(
                ResourceChange.created(ThreadMessage.TYPE, MessageResource.of(message)),
                List.of(topic(message.threadId())));
    }

    void edited(ThreadMessage message) {
        changes.announce(
                ResourceChange.updated(ThreadMessage.TYPE, MessageResource.of(message)),
                List.of(topic(message.threadId())));
    }

    void deleted(ThreadMessage message) {
        changes.announce(
                ResourceChange.deleted(ThreadMessage.TYPE, new GoneMessage(message.id(), message.threadId())),
                List.of(topic(message.threadId())));
    }

    private static Map<String, String> gone(DiscussionThread thread) {
        return Map.of("id", thread.id());
    }

    private static List<Destination> everywhere(DiscussionThread thread, Collection<String> readers) {
        var all = new ArrayList<Destination>();
        all.add(topic(thread.id()));
        readers.forEach(reader -> all.add(queue(reader)));
        return all;
    }

    static Topic topic(String threadId) {
        return new Topic(DESTINATION, threadId);
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, DESTINATION);
    }

    /** What is left of a deleted message: enough to find it in a list. */
    private record GoneMessage(String id, String threadId) {}
}
