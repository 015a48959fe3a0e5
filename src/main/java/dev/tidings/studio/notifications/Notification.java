package dev.tidings.studio.notifications;

import dev.tidings.http.Place;
import java.time.Instant;

/**
 * A notification at one version.
 *
 * @param kind what happened, such as {@code job_completed}
 * @param about the resource that it tells of
 */
record Notification(
        String id,
        String user,
        String kind,
        String text,
        Subject about,
        boolean read,
        long version,
        Instant createdAt) {

    static final String TYPE = "notification";

    /** What a notification is about, for a link. */
    record Subject(String type, String id) {}

    Notification marked(boolean isRead) {
        return new Notification(id, user, kind, text, about, isRead, version + 1, createdAt);
    }

    Place place() {
        return new Place(createdAt, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
