package dev.tidings.instance;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Work that an instance does at its start and repeats while it runs, after the pause that each run asks for.
 *
 * <p>It has a thread of its own, so that no other work can delay it. A run that fails is logged and
 * repeated like any other. A stop waits for the end of a run, though not for ever. The task can be started
 * again after that.
 *
 * <p>Implementation note: the thread is never interrupted, because H2 closes its file when that happens
 * during a write.
 */
public final class RepeatedTask implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Pause> work;
    private final Pause afterFailure;
    private volatile @Nullable Run current;

    /**
     * Creates a task whose runs say what to wait for before the next.
     *
     * @param name name of its thread
     * @param work what is repeated
     * @param afterFailure what to wait for after a run that failed
     */
    public RepeatedTask(String name, Supplier<Pause> work, Pause afterFailure) {
        this.name = name;
        this.work = work;
        this.afterFailure = afterFailure;
    }

    /**
     * Creates a task with the same time between the end of a run and the start of the next.
     *
     * @param name name of its thread
     * @param interval that time
     * @param work what is repeated
     */
    public RepeatedTask(String name, Duration interval, Runnable work) {
        this(name, () -> runOnce(work, interval), Pause.of(interval));
    }

    private static Pause runOnce(Runnable work, Duration interval) {
        work.run();
        return Pause.of(interval);
    }

    @Override
    public synchronized void start() {
        if (current == null) {
            var run = new Run();
            current = run;
            run.thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        Run run = current;
        current = null;
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return current != null;
    }

    /** Ends a pause that may end early, or keeps the next one from beginning. Never blocks. */
    public void wakeUp() {
        Run run = current;
        if (run != null) {
            run.wakeUp();
        }
    }

    /**
     * What to wait for before the next run.
     *
     * @param atMost longest time to wait
     * @param untilWoken whether a wake-up ends it early
     */
    public record Pause(Duration atMost, boolean untilWoken) {

        public static final Pause NONE = new Pause(Duration.ZERO, true);

        public static Pause untilWoken(Duration atMost) {
            return new Pause(atMost, true);
        }

        public static Pause of(Duration time) {
            return new Pause(time, false);
        }
    }

    /** One start until its stop. */
    private final class Run {

        private final Semaphore wakeUps = new Semaphore(0);
        private final Semaphore stops = new Semaphore(0);
        private final Thread thread = Thread.ofPlatform().name(name).daemon().unstarted(this::repeat);
        private volatile boolean stopped;

        void wakeUp() {
            if (wakeUps.availablePermits() == 0) {
                wakeUps.release();
            }
        }

        void stop() {
            stopped = true;
            wakeUps.release();
            stops.release();
            try {
                if (!thread.join(STOP_LIMIT)) {
                    log.warn("A task did not end in time task={} waited={}", name, STOP_LIMIT);
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private void repeat() {
            try {
                while (!stopped) {
                    await(runOnce());
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private Pause runOnce() {
            try {
                return work.get();
            } catch (DataAccessException | TransactionException ex) {
                log.warn("The database failed, trying again task={} in={}", name, afterFailure.atMost(), ex);
            } catch (RuntimeException ex) {
                log.error("A task failed, trying again task={} in={}", name, afterFailure.atMost(), ex);
            }
            return afterFailure;
        }

        private void await(Pause pause) throws InterruptedException {
            Semaphore end = pause.untilWoken() ? wakeUps : stops;
            if (end.tryAcquire(pause.atMost().toNanos(), TimeUnit.NANOSECONDS)) {
                end.drainPermits();
            }
        }
    }
}
