package dev.tidings.session;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Limits how fast sessions begin, so that clients that arrive together do not take the time of those that are there.
 *
 * <p>Over time no more sessions begin than the limit allows. After a pause, those of one second may begin at once.
 */
public final class HandshakeLimit {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Bucket bucket;

    HandshakeLimit(int perSecond, TimeMeter time) {
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Returns whether one more session may begin now; if so, it counts. */
    public boolean tryTake() {
        return bucket.tryConsume(1);
    }

    /** Returns whether one more session would be turned away now. */
    public boolean isReached() {
        return bucket.getAvailableTokens() == 0;
    }

    /** Returns when a client that is turned away may try again: by then there is room for more, though not for all. */
    public Duration retryAfter() {
        return PERIOD;
    }
}
