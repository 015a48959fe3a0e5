package dev.tidings.studio.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;

/** Adds up what was read and reports it at intervals; finds out then whether the job still runs here. */
final class ProgressReport implements Checksum.Progress {

    private final String jobId;
    private final LongPredicate report;
    private final Duration interval;
    private final Clock clock;
    private long bytes;
    private Instant last;

    /**
     * Creates a report that starts with nothing read.
     *
     * @param report takes the bytes read so far, and says whether the job still runs here
     */
    ProgressReport(String jobId, LongPredicate report, Duration interval, Clock clock) {
        this.jobId = jobId;
        this.report = report;
        this.interval = interval;
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public void read(int more) {
        bytes += more;
        Instant now = clock.instant();
        // A clock that was set back must not silence the report until it has caught up.
        if (now.isBefore(last.plus(interval)) && !now.isBefore(last)) {
            return;
        }
        last = now;
        if (!report.test(bytes)) {
            throw new JobTakenAwayException(jobId);
        }
    }

    long bytes() {
        return bytes;
    }
}
