package dev.tidings.studio.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients see it, in answers and in changes alike.
 *
 * @param progress share of the bytes that were read, from 0.0 to 1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobResource(
        String id,
        String kind,
        String assetId,
        String assetName,
        String status,
        double progress,
        long bytesDone,
        @Nullable Long bytesTotal,
        Job.@Nullable Result result,
        @Nullable String error,
        long version,
        String etag,
        Instant createdAt,
        Instant updatedAt) {

    private static final double STEPS = 10_000;

    static JobResource of(Job job) {
        return new JobResource(
                job.id(),
                job.order().kind(),
                job.order().assetId(),
                job.order().assetName(),
                job.status().word(),
                progressOf(job),
                job.bytesDone(),
                job.bytesTotal(),
                job.result(),
                job.error(),
                job.version(),
                job.etag(),
                job.createdAt(),
                job.updatedAt());
    }

    private static double progressOf(Job job) {
        if (job.status() == JobStatus.COMPLETED) {
            return 1;
        }
        Long total = job.bytesTotal();
        if (total == null || total == 0) {
            return 0;
        }
        return Math.floor(STEPS * Math.min(job.bytesDone(), total) / total) / STEPS;
    }
}
