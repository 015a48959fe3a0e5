package dev.tidings.studio.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A download as clients see it, in answers and in {@code model_download_update} alike. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DownloadResource(
        String id,
        String repoId,
        String url,
        String status,
        long downloadedBytes,
        @Nullable Long totalBytes,
        @Nullable String error,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    static DownloadResource of(Download download) {
        return new DownloadResource(
                download.id(),
                download.order().repoId(),
                download.order().url(),
                download.status().word(),
                download.downloadedBytes(),
                download.totalBytes(),
                download.error(),
                download.version(),
                download.etag(),
                download.createdAt(),
                download.updatedAt());
    }
}
