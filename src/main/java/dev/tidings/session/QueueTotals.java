package dev.tidings.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the outbound queues of all sessions share: their buffers, and the counts of what they do. */
final class QueueTotals {

    private final MeterRegistry metrics;
    private final WriteBuffers buffers = new WriteBuffers();
    private final Counter written;
    private final Counter dropped;

    QueueTotals(MeterRegistry metrics) {
        this.metrics = metrics;
        this.written = Counter.builder("tidings.written")
                .baseUnit("bytes")
                .description("Bytes of frames written to clients")
                .register(metrics);
        this.dropped = Counter.builder("tidings.transients.dropped")
                .tag("reason", "slow-client")
                .description("Transient updates that were not delivered")
                .register(metrics);
    }

    WriteBuffers buffers() {
        return buffers;
    }

    void written(int bytes) {
        written.increment(bytes);
    }

    void dropped(int transients) {
        if (transients > 0) {
            dropped.increment(transients);
        }
    }

    void reset(String reason) {
        metrics.counter("tidings.resets", "reason", reason).increment();
    }
}
