package dev.tidings.instance;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that an instance does at its start and repeats while it runs.
 *
 * <p>It has a thread of its own, so that no other work can delay it. A run that fails is logged and
 * repeated like any other. A stop waits for the end of a run, though not for ever; it interrupts none, because
 * H2 closes its file when that happens during a write.
 */
public final class RepeatedTask implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Duration interval;
    private final Runnable work;
    private volatile @Nullable ScheduledExecutorService executor;

    /**
     * Creates the task; the application context starts and stops it.
     *
     * @param name name of its thread
     * @param interval time between the end of one run and the start of the next
     * @param work what is repeated
     */
    public RepeatedTask(String name, Duration interval, Runnable work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
    }

    @Override
    public void start() {
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        var _ = started.scheduleWithFixedDelay(this::run, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        executor = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = executor;
        executor = null;
        if (running != null) {
            running.shutdown();
            try {
                if (!running.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    log.warn("A repeated task did not end in time task={} waited={}", name, STOP_LIMIT);
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException ex) {
            if (isRunning()) {
                log.warn("A repeated task failed and will be tried again task={}", name, ex);
            }
        }
    }
}
