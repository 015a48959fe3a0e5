package dev.tidings.support;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The waits of a client that comes back, as the sample has them: at once, and then after a random time below a bound
 * that doubles. A client that was asked to go elsewhere gives up the first attempt.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 5;

    private int attempt;

    /** Returns how long to wait before the next attempt, in nanoseconds. */
    long next() {
        int made = attempt++;
        if (made == 0) {
            return 0;
        }
        long bound = FIRST.toNanos() << Math.min(made - 1, MAX_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong(Math.min(bound, CAP.toNanos()));
    }

    void skipFirst() {
        attempt = Math.max(attempt, 1);
    }

    void reset() {
        attempt = 0;
    }
}
