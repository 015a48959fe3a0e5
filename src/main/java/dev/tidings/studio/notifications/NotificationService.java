package dev.tidings.studio.notifications;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.destination.UserQueue;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.studio.jobs.JobEnded;
import dev.tidings.studio.notifications.Notification.Subject;
import dev.tidings.studio.workspaces.MemberJoined;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Keeps what users are told of, and what they have read of it. */
@Service
class NotificationService {

    /** Name of each user's queue of notifications. */
    static final String QUEUE = "notifications";

    private static final int CHUNK = 100;

    private final NotificationRepository notifications;
    private final ChangeLog changes;
    private final NotificationProperties properties;
    private final Clock clock;

    NotificationService(
            NotificationRepository notifications, ChangeLog changes, NotificationProperties properties, Clock clock) {
        this.notifications = notifications;
        this.changes = changes;
        this.properties = properties;
        this.clock = clock;
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, QUEUE);
    }

    List<Notification> readOf(String user, @Nullable Place after, int limit) {
        return notifications.readOf(user, after, limit);
    }

    /** Takes note of the end of a job; its owner may be elsewhere by now. A cancellation is the owner's own doing. */
    @EventListener
    void jobEnded(JobEnded job) {
        switch (job.status()) {
            case "completed" ->
                add(job.owner(), "job_completed", "The checksum of '%s' is there".formatted(job.assetName()), job);
            case "failed" ->
                add(job.owner(), "job_failed", "The checksum of '%s' failed".formatted(job.assetName()), job);
            default -> {}
        }
    }

    private void add(String user, String kind, String text, JobEnded job) {
        add(user, kind, text, new Subject("job", job.id()));
    }

    /** Takes note of a membership, which somebody else gave. */
    @EventListener
    void memberJoined(MemberJoined member) {
        add(
                member.user(),
                "workspace_joined",
                "You are now a member of workspace '%s'".formatted(member.workspaceName()),
                new Subject("workspace", member.workspaceId()));
    }

    private void add(String user, String kind, String text, Subject about) {
        var added = new Notification(UUID.randomUUID().toString(), user, kind, text, about, false, 1, clock.instant());
        notifications.insert(added);
        changes.announce(
                ResourceChange.created(Notification.TYPE, NotificationResource.of(added)), List.of(queue(user)));
    }

    /**
     * Marks a notification as read or not, unless it is marked so already.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Notification mark(String user, String id, boolean read, Consumer<String> precondition) {
        Notification notification = lock(user, id);
        precondition.accept(notification.etag());
        if (notification.read() == read) {
            return notification;
        }
        Notification marked = notification.marked(read);
        notifications.update(marked);
        changes.announce(
                ResourceChange.updated(Notification.TYPE, NotificationResource.of(marked)), List.of(queue(user)));
        return marked;
    }

    @ChangeTransaction
    void delete(String user, String id) {
        remove(lock(user, id));
    }

    /** Removes some of what is too old. */
    @ChangeTransaction
    void removeOld() {
        Instant oldest = clock.instant().minus(properties.age());
        notifications.readOlderThan(oldest, CHUNK).forEach(this::remove);
    }

    private void remove(Notification notification) {
        // Another instance may have removed it in the meantime.
        if (notifications.delete(notification.id())) {
            changes.announce(
                    ResourceChange.deleted(Notification.TYPE, Map.of("id", notification.id())),
                    List.of(queue(notification.user())));
        }
    }

    private Notification lock(String user, String id) {
        return Optional.of(id)
                .filter(ResourceId::isWellFormed)
                .flatMap(notifications::lock)
                .filter(found -> found.user().equals(user))
                .orElseThrow(() -> Problems.notFound(Notification.TYPE, id));
    }
}
