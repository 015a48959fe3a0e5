package dev.tidings.studio.assets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder.
 *
 * @param id random, in the form of a UUID
 * @param parentId the folder it lies in, {@code null} for a home folder
 * @param owner whose home folder it is or lies below
 * @param contentType media type, {@link #FOLDER} for a folder
 * @param size bytes of a file, 0 for a folder
 * @param storageKey where the content of a file lies, {@code null} for a folder
 * @param version number of times it was written, from 1
 */
record Asset(
        String id,
        @Nullable String parentId,
        String owner,
        String name,
        String contentType,
        long size,
        @Nullable String storageKey,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "asset";
    static final String FOLDER = "folder";

    boolean isFolder() {
        return storageKey == null;
    }

    boolean isHome() {
        return parentId == null;
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }

    /** Returns the next version of this asset, with another name or in another folder. */
    Asset edited(String newName, Asset newParent, Instant now) {
        return new Asset(
                id, newParent.id, newParent.owner, newName, contentType, size, storageKey, version + 1, createdAt, now);
    }
}
