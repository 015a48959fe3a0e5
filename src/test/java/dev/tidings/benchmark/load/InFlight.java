package dev.tidings.benchmark.load;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Counts, for each message on its way, the subscribers that it has not reached yet. */
final class InFlight {

    /** Most messages that may be on their way. */
    static final int LIMIT = 1 << 14;

    private final AtomicIntegerArray missing = new AtomicIntegerArray(LIMIT);
    private final LongAdder arrivals = new LongAdder();
    private volatile @Nullable Thread waiting;

    /** Notes that a message leaves; at most {@link #LIMIT} numbers may be between it and the oldest one on its way. */
    void leaves(long number, int subscribers) {
        missing.set(slot(number), subscribers);
    }

    /** Notes that a message has reached one more subscriber. */
    void arrived(long number) {
        arrivals.increment();
        if (missing.decrementAndGet(slot(number)) == 0) {
            LockSupport.unpark(waiting);
        }
    }

    /** Returns how many deliveries there have been so far. */
    long arrivals() {
        return arrivals.sum();
    }

    boolean hasReachedAll(long number) {
        return missing.get(slot(number)) <= 0;
    }

    /** Waits until some message has reached all its subscribers, or for so long. Called by one thread only. */
    void await(long nanos) {
        waiting = Thread.currentThread();
        LockSupport.parkNanos(this, nanos);
    }

    private static int slot(long number) {
        return (int) (number & LIMIT - 1);
    }
}
