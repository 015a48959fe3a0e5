package dev.tidings.studio.threads;

import dev.tidings.http.Place;
import dev.tidings.studio.workspaces.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A thread at one version.
 *
 * @param author who began it
 * @param workspaceId where it is, {@code null} if the author alone sees it
 */
record DiscussionThread(
        String id,
        String title,
        String author,
        @Nullable String workspaceId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "thread";

    Scope scope() {
        return Scope.of(author, workspaceId);
    }

    DiscussionThread renamed(String newTitle, Instant now) {
        return new DiscussionThread(id, newTitle, author, workspaceId, version + 1, createdAt, now);
    }

    Place place() {
        return new Place(createdAt, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
