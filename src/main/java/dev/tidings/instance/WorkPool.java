package dev.tidings.instance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that belongs to this instance: a few pieces at a time, and the rest in turn. What is unfinished is written down
 * in a {@link Ledger}, so that each piece comes to an end even if this instance does not live to write it.
 *
 * <p>Starts before the web server and stops after it has finished its requests. What is not finished by then is failed
 * first, and interrupted if it does not end by itself soon after. It can be started again after that.
 */
public final class WorkPool implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkPool.class);
    /** What running work may take to find out that it was failed. */
    private static final int PATIENCE_SECONDS = 3;

    private static final int STOP_SECONDS = 10;

    private final String name;
    private final Ledger ledger;
    private final Instances instances;
    private final int concurrency;

    /**
     * How often each piece of this instance waits or runs: more than once while it ends and was accepted again. One that
     * is unfinished in the ledger and not here is lost.
     */
    private final Map<String, Integer> active = new ConcurrentHashMap<>();

    private volatile @Nullable ExecutorService executor;

    /** Where work is written down, for all instances. */
    public interface Ledger {

        /** Reads what has not come to an end. */
        List<Claim> readUnfinished();

        /** Writes that a piece failed, unless it has come to an end or belongs to another instance by now. */
        void fail(Claim claim, Failure why);
    }

    /**
     * That a piece of work belongs to an instance.
     *
     * @param id of the piece
     */
    public record Claim(String id, String instanceId) {}

    /** Why a piece of work came to no other end. */
    public enum Failure {
        /** The instance shuts down. */
        INTERRUPTED,
        /** The instance is gone. */
        INSTANCE_GONE,
        /** The work ended without having written that it did. */
        BROKE_OFF
    }

    /**
     * Creates a pool.
     *
     * @param name begins the names of its threads
     * @param concurrency pieces that run at a time
     */
    public WorkPool(String name, int concurrency, Ledger ledger, Instances instances) {
        this.name = name;
        this.concurrency = concurrency;
        this.ledger = ledger;
        this.instances = instances;
    }

    /**
     * Accepts a piece of work; once this returns, it will be run or be written down as failed.
     *
     * @param record writes it down as unfinished and claimed by this instance
     * @param work runs what was written down; writes down its end
     * @return what was written down
     * @throws IllegalStateException if the pool does not run
     */
    public <T> T accept(String id, Supplier<T> record, Consumer<T> work) {
        ExecutorService workers = executor;
        if (workers == null) {
            throw new IllegalStateException("No work is taken before the start and after the stop");
        }
        active.merge(id, 1, Integer::sum);
        try {
            T recorded = record.get();
            workers.execute(() -> run(id, () -> work.accept(recorded)));
            return recorded;
        } catch (RuntimeException ex) {
            deactivate(id);
            throw ex;
        }
    }

    private void run(String id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException ex) {
            log.error("A piece of work failed unexpectedly pool={} id={}", name, id, ex);
        } finally {
            // From here on, the next look for what was abandoned finds it if it came to no end.
            deactivate(id);
        }
    }

    private void deactivate(String id) {
        active.computeIfPresent(id, (_, times) -> times == 1 ? null : times - 1);
    }

    /**
     * Fails what nobody runs any more: work of instances that are gone, and work of this one that broke off without
     * having been able to say so. Several instances may do so at once.
     */
    public void failAbandoned() {
        // In this order: an instance that is not alive now was alive, if ever, before its claims were read.
        List<Claim> unfinished = ledger.readUnfinished();
        Set<String> alive = instances.alive();
        for (Claim claim : unfinished) {
            if (!alive.contains(claim.instanceId())) {
                ledger.fail(claim, Failure.INSTANCE_GONE);
            } else if (isOwn(claim) && !active.containsKey(claim.id())) {
                ledger.fail(claim, Failure.BROKE_OFF);
            }
        }
    }

    private boolean isOwn(Claim claim) {
        return claim.instanceId().equals(instances.self());
    }

    @Override
    public synchronized void start() {
        if (executor == null) {
            executor = Executors.newFixedThreadPool(
                    concurrency, Thread.ofPlatform().name(name + "-", 1).factory());
        }
    }

    @Override
    public synchronized void stop() {
        ExecutorService workers = executor;
        executor = null;
        if (workers == null) {
            return;
        }
        try {
            ledger.readUnfinished().stream()
                    .filter(this::isOwn)
                    .forEach(claim -> ledger.fail(claim, Failure.INTERRUPTED));
        } catch (RuntimeException ex) {
            log.warn("Could not write down what is interrupted; another instance will pool={}", name, ex);
        }
        end(workers);
    }

    private void end(ExecutorService workers) {
        workers.shutdown();
        try {
            // Not at once: an interrupt closes the file of an embedded database under whoever is writing to it.
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
                if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("Work did not stop in time pool={}", name);
                }
            }
        } catch (InterruptedException ex) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
