package dev.tidings.studio.jobs;

import dev.tidings.http.Problems;
import dev.tidings.instance.Instances;
import dev.tidings.studio.assets.AssetFiles;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Takes orders and runs them, a few at a time and the rest in turn.
 *
 * <p>Starts before the web server and stops after it has finished its requests. What is not finished by
 * then is failed first and interrupted afterwards.
 */
@Component
final class JobRunner implements SmartLifecycle {

    static final String INTERRUPTED = "Interrupted by a shutdown of the service. Start the job again";
    static final String INSTANCE_GONE = "The instance that ran the job is gone. Start the job again";
    static final String BROKE_OFF = "The service failed while it ran the job. Start the job again";

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int STOP_SECONDS = 10;

    private final JobService service;
    private final JobRepository jobs;
    private final AssetFiles assets;
    private final ChecksumWork work;
    private final JobProperties properties;
    private final Instances instances;
    private final ExecutorService executor;

    /** Jobs of this instance that wait or run. One that is unfinished in the database and not here is lost. */
    private final Set<String> active = ConcurrentHashMap.newKeySet();

    private volatile boolean running;

    JobRunner(
            JobService service,
            JobRepository jobs,
            AssetFiles assets,
            ChecksumWork work,
            JobProperties properties,
            Instances instances) {
        this.service = service;
        this.jobs = jobs;
        this.assets = assets;
        this.work = work;
        this.properties = properties;
        this.instances = instances;
        this.executor = Executors.newFixedThreadPool(
                properties.concurrency(), Thread.ofPlatform().name("job-", 1).factory());
    }

    /** Accepts a job; what is returned is committed and will be run or reported failed. */
    Job order(String user, String kind, String assetId) {
        String assetName = assets.getReadableName(user, assetId);
        if (jobs.countUnfinished(user) >= properties.unfinishedPerUser()) {
            throw Problems.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "You may have at most %d jobs that are not finished".formatted(properties.unfinishedPerUser()));
        }
        String id = UUID.randomUUID().toString();
        active.add(id);
        try {
            Job created = service.create(id, new Job.Order(user, kind, assetId, assetName), instances.self());
            executor.execute(() -> run(created));
            return created;
        } catch (RuntimeException ex) {
            active.remove(id);
            throw ex;
        }
    }

    /**
     * Reports as failed what nobody runs any more: jobs of instances that are gone, and jobs of this one
     * that broke off without having been able to say so. Several instances may do so at once.
     */
    void failAbandoned() {
        // In this order: an instance that is not alive now was alive, if ever, before its jobs were read.
        var unfinished = jobs.readUnfinished();
        var alive = instances.alive();
        for (Job job : unfinished) {
            if (!alive.contains(job.instanceId())) {
                fail(job, INSTANCE_GONE);
            } else if (job.instanceId().equals(instances.self()) && !active.contains(job.id())) {
                fail(job, BROKE_OFF);
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            jobs.readUnfinished().stream()
                    .filter(job -> job.instanceId().equals(instances.self()))
                    .forEach(job -> fail(job, INTERRUPTED));
        } catch (RuntimeException ex) {
            log.warn("Could not report the jobs that are interrupted; another instance will", ex);
        }
        executor.shutdownNow();
        awaitWorkers();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void run(Job job) {
        try {
            work.run(job);
        } catch (RuntimeException ex) {
            log.error("A job failed unexpectedly job={}", job.id(), ex);
        } finally {
            // From here on, the next look for abandoned jobs reports it if it came to no end.
            active.remove(job.id());
        }
    }

    private void fail(Job job, String why) {
        service.advance(
                job.id(),
                found -> !found.status().isFinal() && found.instanceId().equals(job.instanceId()),
                (found, now) -> found.failed(why, now));
    }

    private void awaitWorkers() {
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("Jobs did not stop in time");
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
