package dev.tidings.studio.jobs;

import dev.tidings.http.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job at one version. Each step on its way returns the next version.
 *
 * @param order what was asked for, and by whom
 * @param bytesTotal bytes to read, known once it runs
 * @param result of a completed job
 * @param error of a failed job, for its owner
 * @param instanceId the instance that runs it or will
 */
record Job(
        String id,
        Order order,
        JobStatus status,
        long bytesDone,
        @Nullable Long bytesTotal,
        @Nullable Result result,
        @Nullable String error,
        String instanceId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String TYPE = "job";
    static final String CHECKSUM = "checksum";

    /**
     * What a job is about.
     *
     * @param assetName name of the asset when the job was ordered
     */
    record Order(String owner, String kind, String assetId, String assetName) {}

    /**
     * What a job found.
     *
     * @param sha256 digest in lower-case hexadecimal digits
     * @param files number of files read
     * @param bytes size of all of them
     */
    record Result(String sha256, long files, long bytes) {}

    static Job queued(String id, Order order, String instanceId, Instant now) {
        return new Job(id, order, JobStatus.QUEUED, 0, null, null, null, instanceId, 1, now, now);
    }

    boolean isOn(String instance, JobStatus expected) {
        return instanceId.equals(instance) && status == expected;
    }

    Place place() {
        return new Place(createdAt, id);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }

    Job running(long total, Instant now) {
        return next(JobStatus.RUNNING, 0, total, null, null, now);
    }

    Job progressed(long done, Instant now) {
        return next(JobStatus.RUNNING, done, bytesTotal, null, null, now);
    }

    Job completed(Result found, Instant now) {
        return next(JobStatus.COMPLETED, found.bytes(), found.bytes(), found, null, now);
    }

    Job failed(String why, Instant now) {
        return next(JobStatus.FAILED, bytesDone, bytesTotal, null, why, now);
    }

    Job cancelled(Instant now) {
        return next(JobStatus.CANCELLED, bytesDone, bytesTotal, null, null, now);
    }

    private Job next(
            JobStatus to, long done, @Nullable Long total, @Nullable Result found, @Nullable String why, Instant now) {
        return new Job(id, order, to, done, total, found, why, instanceId, version + 1, createdAt, now);
    }
}
