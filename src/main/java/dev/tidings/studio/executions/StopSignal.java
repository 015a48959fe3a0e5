package dev.tidings.studio.executions;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the nodes of an execution to stop. Not by an interrupt: a thread that is interrupted while it writes closes the
 * file of an H2 database for everybody.
 */
final class StopSignal {

    private final CountDownLatch given = new CountDownLatch(1);

    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Throws if the signal was given. */
    void check() throws NodeStoppedException {
        if (isGiven()) {
            throw new NodeStoppedException();
        }
    }

    /** Waits for a time, and throws if the signal is given meanwhile. */
    void sleep(Duration time) throws NodeStoppedException, InterruptedException {
        if (given.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new NodeStoppedException();
        }
    }
}
