package dev.tidings.studio.notifications;

import java.time.Instant;

/** A notification as clients see it, in answers and in changes alike. */
record NotificationResource(
        String id,
        String kind,
        String text,
        Notification.Subject about,
        boolean read,
        long version,
        String etag,
        Instant createdAt) {

    static NotificationResource of(Notification notification) {
        return new NotificationResource(
                notification.id(),
                notification.kind(),
                notification.text(),
                notification.about(),
                notification.read(),
                notification.version(),
                notification.etag(),
                notification.createdAt());
    }
}
