package dev.tidings.studio.jobs;

import dev.tidings.instance.Pace;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Adds up what was read and reports it at intervals; finds out then whether the job still runs here. */
final class ProgressReport implements Checksum.Progress {

    private final String jobId;
    private final LongPredicate report;
    private final Pace pace;
    private long bytes;

    /**
     * Creates a report that starts with nothing read.
     *
     * @param report takes the bytes read so far, and says whether the job still runs here
     */
    ProgressReport(String jobId, LongPredicate report, Duration interval, Clock clock) {
        this.jobId = jobId;
        this.report = report;
        this.pace = new Pace(interval, clock);
    }

    @Override
    public void read(int more) {
        bytes += more;
        if (pace.isDue() && !report.test(bytes)) {
            throw new JobTakenAwayException(jobId);
        }
    }

    long bytes() {
        return bytes;
    }
}
