package dev.tidings.studio.threads;

import java.time.Instant;

/** A message as clients see it, in answers and in changes alike. */
record MessageResource(
        String id,
        String threadId,
        String author,
        String text,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static MessageResource of(ThreadMessage message) {
        return new MessageResource(
                message.id(),
                message.threadId(),
                message.author(),
                message.text(),
                message.version(),
                message.etag(),
                message.createdAt(),
                message.updatedAt());
    }
}
