package dev.tidings.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.instance.RepeatedTask.Pause;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link RepeatedTask}. */
class RepeatedTaskTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<Thread> runs = new LinkedBlockingQueue<>();
    private @Nullable RepeatedTask task;

    @AfterEach
    void stop() {
        if (task != null) {
            task.stop();
        }
    }

    @Test
    void runsAtItsStartAndAgainAfterEachInterval() throws InterruptedException {
        task = new RepeatedTask("some-task", Duration.ofMillis(1), this::run);

        task.start();

        assertThat(awaitRun().getName()).isEqualTo("some-task");
        assertThat(awaitRun().isDaemon()).isTrue();
    }

    @Test
    void aWakeUpEndsAPauseThatMayEndEarly() throws InterruptedException {
        RepeatedTask started = start(() -> Pause.untilWoken(LONG));
        awaitRun();

        started.wakeUp();

        awaitRun();
    }

    @Test
    void aWakeUpDuringARunKeepsThePauseFromBeginning() throws InterruptedException {
        var woken = new CountDownLatch(1);
        RepeatedTask started = start(() -> {
            awaitQuietly(woken);
            return Pause.untilWoken(LONG);
        });
        awaitRun();

        started.wakeUp();
        woken.countDown();

        awaitRun();
    }

    @Test
    void aWakeUpDoesNotEndAnyOtherPause() throws InterruptedException {
        RepeatedTask started = start(() -> Pause.of(LONG));
        awaitRun();

        started.wakeUp();

        assertThat(runs.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aRunThatFailsIsRepeated() throws InterruptedException {
        var failed = new AtomicBoolean();
        task = new RepeatedTask(
                "some-task",
                () -> {
                    run();
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("the first run fails in this test");
                    }
                    return Pause.of(LONG);
                },
                Pause.NONE);

        task.start();

        awaitRun();
        awaitRun();
    }

    @Test
    void aStopWaitsForTheEndOfARunAndInterruptsNothing() throws InterruptedException {
        var end = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        RepeatedTask started = start(() -> {
            awaitQuietly(end);
            interrupted.set(Thread.currentThread().isInterrupted());
            return Pause.of(LONG);
        });
        Thread runner = awaitRun();

        Thread stopping = Thread.ofVirtual().start(started::stop);

        assertThat(stopping.join(Duration.ofMillis(100))).isFalse();
        end.countDown();
        stopping.join();
        assertThat(runner.isAlive()).isFalse();
        assertThat(interrupted).isFalse();
        assertThat(started.isRunning()).isFalse();
    }

    @Test
    void canBeStartedAgainAfterAStop() throws InterruptedException {
        RepeatedTask started = start(() -> Pause.of(LONG));
        Thread first = awaitRun();

        started.stop();
        started.start();

        assertThat(awaitRun()).isNotSameAs(first);
    }

    private RepeatedTask start(Supplier<Pause> pause) {
        var started = new RepeatedTask(
                "some-task",
                () -> {
                    run();
                    return pause.get();
                },
                Pause.NONE);
        task = started;
        started.start();
        return started;
    }

    private void run() {
        runs.add(Thread.currentThread());
    }

    private Thread awaitRun() throws InterruptedException {
        Thread runner = runs.poll(10, TimeUnit.SECONDS);
        assertThat(runner).as("a run within 10 s").isNotNull();
        return runner;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
