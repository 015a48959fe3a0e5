package dev.tidings.changelog;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts how often everything there was has been numbered, and lets others wait for it. A sweep covers what
 * was committed before it began.
 */
final class Sweeps {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long lastBegun;
    private long lastEnded;

    /** Begins a sweep and returns its number. */
    long begin() {
        lock.lock();
        try {
            return ++lastBegun;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a sweep that left nothing over. One that is never ended failed. */
    void end(long sweep) {
        lock.lock();
        try {
            lastEnded = sweep;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the first sweep that will cover everything committed by now. */
    long next() {
        lock.lock();
        try {
            return lastBegun + 1;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of a sweep, or of a later one. Returns {@code false} if that takes too long. */
    boolean await(long sweep, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (lastEnded < sweep && left > 0) {
                left = ended.awaitNanos(left);
            }
            return lastEnded >= sweep;
        } finally {
            lock.unlock();
        }
    }
}
