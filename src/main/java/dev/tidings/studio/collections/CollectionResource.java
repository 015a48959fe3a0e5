package dev.tidings.studio.collections;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A collection as clients see it, in answers and in changes alike.
 *
 * @param files how many files the index holds
 * @param texts of these, how many whose content is indexed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CollectionResource(
        String id,
        String name,
        String author,
        @Nullable String workspaceId,
        String folderId,
        String status,
        int files,
        int texts,
        @Nullable String error,
        @Nullable Instant indexedAt,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static CollectionResource of(AssetCollection collection) {
        return new CollectionResource(
                collection.id(),
                collection.draft().name(),
                collection.author(),
                collection.draft().workspaceId(),
                collection.draft().folderId(),
                collection.status().word(),
                collection.content().files(),
                collection.content().texts(),
                collection.error(),
                collection.indexedAt(),
                collection.version(),
                collection.etag(),
                collection.createdAt(),
                collection.updatedAt());
    }
}
