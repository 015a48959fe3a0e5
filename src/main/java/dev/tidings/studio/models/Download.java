package dev.tidings.studio.models;

import dev.tidings.change.ChangeKey;
import dev.tidings.http.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A download at one version. Each step on its way returns the next version.
 *
 * @param order what was asked for, and by whom
 * @param downloadedBytes bytes that are on disk
 * @param totalBytes bytes of the whole file, once they are known
 * @param validator what the other host calls the version of the file that these bytes are of
 * @param error of a failed download, for its owner
 * @param instanceId the instance that runs it or will
 * @param attempt counts how often its owner had it begin or go on
 */
record Download(
        String id,
        Order order,
        DownloadStatus status,
        long downloadedBytes,
        @Nullable Long totalBytes,
        @Nullable String validator,
        @Nullable String error,
        String instanceId,
        int attempt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "download";

    /**
     * What is to be downloaded.
     *
     * @param repoId name of the model
     * @param sha256 digest that the file must have, in lower-case hexadecimal digits, if that is known
     */
    record Order(
            String owner,
            String repoId,
            String url,
            @Nullable String sha256) {}

    static Download pending(String id, Order order, String instanceId, Instant now) {
        return new Download(id, order, DownloadStatus.PENDING, 0, null, null, null, instanceId, 1, 1, now, now);
    }

    /** Returns whether this is a later version of the same attempt, and stands there. */
    boolean isStill(Download claimed, DownloadStatus expected) {
        return attempt == claimed.attempt && status == expected;
    }

    Place place() {
        return new Place(createdAt, id);
    }

    ChangeKey key() {
        return new ChangeKey(TYPE, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }

    Download running(Instant now) {
        return next(DownloadStatus.RUNNING, downloadedBytes, totalBytes, validator, null, now);
    }

    Download progressed(long bytes, @Nullable Long total, @Nullable String newValidator, Instant now) {
        return next(DownloadStatus.RUNNING, bytes, total, newValidator, null, now);
    }

    Download completed(long bytes, Instant now) {
        return next(DownloadStatus.COMPLETED, bytes, bytes, validator, null, now);
    }

    Download failed(String why, Instant now) {
        return next(DownloadStatus.ERROR, downloadedBytes, totalBytes, validator, why, now);
    }

    Download cancelled(Instant now) {
        return next(DownloadStatus.CANCELLED, downloadedBytes, totalBytes, validator, null, now);
    }

    /** Waits again, on another instance perhaps, with what is on disk. */
    Download resumed(String instance, Instant now) {
        return new Download(
                id,
                order,
                DownloadStatus.PENDING,
                downloadedBytes,
                totalBytes,
                validator,
                null,
                instance,
                attempt + 1,
                version + 1,
                createdAt,
                now);
    }

    private Download next(
            DownloadStatus to,
            long bytes,
            @Nullable Long total,
            @Nullable String newValidator,
            @Nullable String why,
            Instant now) {
        return new Download(
                id, order, to, bytes, total, newValidator, why, instanceId, attempt, version + 1, createdAt, now);
    }
}
