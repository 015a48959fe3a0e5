package dev.tidings.studio.threads;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A thread as clients see it, in answers and in changes alike. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ThreadResource(
        String id,
        String title,
        String author,
        @Nullable String workspaceId,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static ThreadResource of(DiscussionThread thread) {
        return new ThreadResource(
                thread.id(),
                thread.title(),
                thread.author(),
                thread.workspaceId(),
                thread.version(),
                thread.etag(),
                thread.createdAt(),
                thread.updatedAt());
    }
}
