package dev.tidings.changelog;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Runs a step again and again on a thread of its own, after the pause that the step asks for. A step that
 * fails is logged and run again. Can be started again after it was stopped.
 *
 * <p>Implementation note: the thread is never interrupted, because H2 closes its file when that happens
 * during a write.
 */
public final class RepeatingStep {

    private static final Logger logger = LoggerFactory.getLogger(RepeatingStep.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Pause> step;
    private final Pause afterFailure;
    private volatile @Nullable Run current;

    public RepeatingStep(String name, Supplier<Pause> step, Pause afterFailure) {
        this.name = name;
        this.step = step;
        this.afterFailure = afterFailure;
    }

    public synchronized void start() {
        if (current == null) {
            var run = new Run();
            current = run;
            run.thread.start();
        }
    }

    /** Stops after the step that is under way and waits for its end, but not for ever. */
    public synchronized void stop() {
        Run run = current;
        current = null;
        if (run != null) {
            run.stop();
        }
    }

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
     * What to wait for before the next step.
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
                    logger.warn("A step did not end in time thread={} waited={}", name, STOP_LIMIT);
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private void repeat() {
            try {
                while (!stopped) {
                    await(step());
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private Pause step() {
            try {
                return step.get();
            } catch (DataAccessException | TransactionException ex) {
                logger.warn("The database failed, trying again thread={} in={}", name, afterFailure.atMost(), ex);
            } catch (RuntimeException ex) {
                logger.error("A step failed, trying again thread={} in={}", name, afterFailure.atMost(), ex);
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
