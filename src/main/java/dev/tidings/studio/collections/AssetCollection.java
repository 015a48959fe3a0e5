package dev.tidings.studio.collections;

import dev.tidings.http.Place;
import dev.tidings.studio.workspaces.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A collection at one version. Each step on its way returns the next version.
 *
 * @param draft what was asked for
 * @param author who asked
 * @param content what the index holds
 * @param error why it could not be indexed, if that failed last
 * @param instanceId the instance that indexed it last or will
 * @param indexedAt when the index was written, {@code null} if there is none
 */
record AssetCollection(
        String id,
        Draft draft,
        String author,
        IndexStatus status,
        Content content,
        @Nullable String error,
        String instanceId,
        long version,
        @Nullable Instant indexedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "collection";

    /**
     * What a client asks for.
     *
     * @param workspaceId where it is, {@code null} if the author alone sees it
     * @param folderId the folder whose files are indexed
     */
    record Draft(String name, @Nullable String workspaceId, String folderId) {}

    /**
     * How much an index holds.
     *
     * @param texts of the files, how many whose content is indexed
     */
    record Content(int files, int texts) {

        static final Content NONE = new Content(0, 0);
    }

    static AssetCollection queued(String id, Draft draft, String author, String instanceId, Instant now) {
        return new AssetCollection(
                id, draft, author, IndexStatus.QUEUED, Content.NONE, null, instanceId, 1, null, now, now);
    }

    Scope scope() {
        return Scope.of(author, draft.workspaceId());
    }

    boolean isOn(String instance, IndexStatus expected) {
        return instanceId.equals(instance) && status == expected;
    }

    AssetCollection queuedAgain(String instance, Instant now) {
        return next(IndexStatus.QUEUED, content, null, instance, indexedAt, now);
    }

    AssetCollection indexing(Instant now) {
        return next(IndexStatus.INDEXING, content, null, instanceId, indexedAt, now);
    }

    AssetCollection indexed(Content found, Instant now) {
        return next(IndexStatus.INDEXED, found, null, instanceId, now, now);
    }

    AssetCollection failed(String why, Instant now) {
        return next(IndexStatus.FAILED, content, why, instanceId, indexedAt, now);
    }

    private AssetCollection next(
            IndexStatus to,
            Content holds,
            @Nullable String why,
            String instance,
            @Nullable Instant indexed,
            Instant now) {
        return new AssetCollection(id, draft, author, to, holds, why, instance, version + 1, indexed, createdAt, now);
    }

    Place place() {
        return new Place(createdAt, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
