package dev.tidings.session;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/** Limits what each client may send: so much per second over time, and more for a moment. */
public final class InboundLimits {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final SessionProperties.Inbound limits;
    private final TimeMeter time;

    InboundLimits(SessionProperties.Inbound limits, TimeMeter time) {
        this.limits = limits;
        this.time = time;
    }

    /** Makes the limit of one session. */
    public Limit create() {
        return new Limit(
                bucket(limits.framesPerSecond(), limits.frameBurst()),
                bucket(limits.sizePerSecond().toBytes(), limits.sizeBurst().toBytes()));
    }

    private Bucket bucket(long perSecond, long burst) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, PERIOD))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /** What one client may send now. For one thread at a time. */
    public static final class Limit {

        private final Bucket frames;
        private final Bucket bytes;

        private Limit(Bucket frames, Bucket bytes) {
            this.frames = frames;
            this.bytes = bytes;
        }

        /** Returns whether the client may send one more frame; if so, it counts. */
        public boolean tryTakeFrame() {
            return frames.tryConsume(1);
        }

        /** Returns whether the client may send so many bytes; if so, they count. */
        public boolean tryTakeBytes(int count) {
            return count == 0 || bytes.tryConsume(count);
        }
    }
}
