package dev.tidings.studio.assets;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An asset as clients see it, in answers and in changes alike. */
record AssetResource(
        String id,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String parentId,
        String owner,
        String name,
        String contentType,
        long size,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static AssetResource of(Asset asset) {
        return new AssetResource(
                asset.id(),
                asset.parentId(),
                asset.owner(),
                asset.name(),
                asset.contentType(),
                asset.size(),
                asset.version(),
                asset.etag(),
                asset.createdAt(),
                asset.updatedAt());
    }
}
