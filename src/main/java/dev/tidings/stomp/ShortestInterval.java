package dev.tidings.stomp;

import java.time.Duration;

/** Grants something no more often than a time allows. Times are those of {@link System#nanoTime()}; for one thread at a time. */
final class ShortestInterval {

    private final Duration interval;
    private long granted;
    private boolean isFirst = true;

    ShortestInterval(Duration interval) {
        this.interval = interval;
    }

    /** Returns whether the last time was long enough ago; if so, this is the last one. */
    boolean tryTake(long nanoTime) {
        boolean isGranted = isFirst || nanoTime - granted >= interval.toNanos();
        if (isGranted) {
            isFirst = false;
            granted = nanoTime;
        }
        return isGranted;
    }
}
