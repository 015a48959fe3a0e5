package dev.tidings.studio.jobs;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.destination.UserQueue;
import dev.tidings.http.Problems;
import dev.tidings.studio.activity.ActivityStepped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Writes the steps of jobs and announces them. A step locks the job's row and looks at it first, so of two
 * that contradict each other, such as an end and a cancellation, the second does not happen.
 */
@Service
class JobService {

    /** Name of each user's queue of jobs, and of this kind of work. */
    static final String QUEUE = "jobs";

    private final JobRepository jobs;
    private final ChangeLog changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    JobService(JobRepository jobs, ChangeLog changes, ApplicationEventPublisher events, Clock clock) {
        this.jobs = jobs;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    static UserQueue queue(String owner) {
        return new UserQueue(owner, QUEUE);
    }

    @ChangeTransaction
    Job create(String id, Job.Order order, String instanceId) {
        Job created = Job.queued(id, order, instanceId, clock.instant());
        jobs.insert(created);
        changes.announce(ResourceChange.created(Job.TYPE, JobResource.of(created)), List.of(queue(order.owner())));
        events.publishEvent(
                new ActivityStepped(QUEUE, order.owner(), null, created.status().word()));
        return created;
    }

    /**
     * Takes a job one step further, if it is still where it is expected to be.
     *
     * @param step given the job and the time, returns its next version
     * @return the next version, or nothing if the step did not happen
     */
    @ChangeTransaction
    Optional<Job> advance(String id, Predicate<Job> expected, BiFunction<Job, Instant, Job> step) {
        return jobs.lock(id).filter(expected).map(job -> write(job, step.apply(job, clock.instant())));
    }

    /**
     * Writes how far a running job is, and tells it without a promise.
     *
     * @return whether the job still runs on this instance
     */
    @ChangeTransaction
    boolean progress(String id, String instanceId, long bytesDone) {
        Optional<Job> next = jobs.lock(id)
                .filter(job -> job.isOn(instanceId, JobStatus.RUNNING))
                .map(job -> job.progressed(bytesDone, clock.instant()));
        next.ifPresent(job -> {
            jobs.update(job);
            // Sent after the commit, and its place behind the last entry is fixed while the row is locked:
            // whoever reads it knows that it is older than an end that is written meanwhile.
            changes.announceTransient(
                    queue(job.order().owner()), ResourceChange.updated(Job.TYPE, JobResource.of(job)));
        });
        return next.isPresent();
    }

    /**
     * Cancels a job that is not finished, on whatever instance it runs. The instance sees that within a
     * second, and stops.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Job cancel(String owner, String id, Consumer<String> precondition) {
        Job job = jobs.lock(id)
                .filter(found -> found.order().owner().equals(owner))
                .orElseThrow(() -> Problems.notFound(Job.TYPE, id));
        precondition.accept(job.etag());
        if (job.status().isFinal()) {
            throw Problems.conflict("Job '%s' is %s already and cannot be cancelled"
                    .formatted(id, job.status().word()));
        }
        return write(job, job.cancelled(clock.instant()));
    }

    private Job write(Job before, Job next) {
        jobs.update(next);
        changes.announce(
                ResourceChange.updated(Job.TYPE, JobResource.of(next)),
                List.of(queue(next.order().owner())));
        if (next.status().isFinal()) {
            events.publishEvent(new JobEnded(
                    next.id(),
                    next.order().owner(),
                    next.order().assetName(),
                    next.status().word()));
        }
        events.publishEvent(new ActivityStepped(
                QUEUE,
                next.order().owner(),
                before.status().word(),
                next.status().word()));
        return next;
    }
}
