package dev.tidings.studio.jobs;

import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.instance.WorkPool.Failure;
import dev.tidings.instance.WorkPool.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The jobs that have not come to an end, and why some never will. */
@Component
final class JobLedger implements Ledger {

    static final String INTERRUPTED = "Interrupted by a shutdown of the service. Start the job again";
    static final String INSTANCE_GONE = "The instance that ran the job is gone. Start the job again";
    static final String BROKE_OFF = "The service failed while it ran the job. Start the job again";

    private final JobService service;
    private final JobRepository jobs;

    JobLedger(JobService service, JobRepository jobs) {
        this.service = service;
        this.jobs = jobs;
    }

    @Override
    public List<Claim> readUnfinished() {
        return jobs.readUnfinished().stream()
                .map(job -> new Claim(job.id(), job.instanceId()))
                .toList();
    }

    @Override
    public void fail(Claim claim, Failure why) {
        service.advance(
                claim.id(),
                found -> !found.status().isFinal() && found.instanceId().equals(claim.instanceId()),
                (found, now) -> found.failed(text(why), now));
    }

    private static String text(Failure why) {
        return switch (why) {
            case INTERRUPTED -> INTERRUPTED;
            case INSTANCE_GONE -> INSTANCE_GONE;
            case BROKE_OFF -> BROKE_OFF;
        };
    }
}
