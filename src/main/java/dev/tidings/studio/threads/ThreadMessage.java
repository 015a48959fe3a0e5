package dev.tidings.studio.threads;

import dev.tidings.http.Place;
import java.time.Instant;

/** A message of a thread at one version. */
record ThreadMessage(
        String id, String threadId, String author, String text, long version, Instant createdAt, Instant updatedAt) {

    static final String TYPE = "message";

    ThreadMessage edited(String newText, Instant now) {
        return new ThreadMessage(id, threadId, author, newText, version + 1, createdAt, now);
    }

    Place place() {
        return new Place(createdAt, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
