package dev.tidings.session;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Makes the outbound queues of sessions. */
@Component
public final class OutboundQueues {

    private final QueueLimits limits;
    private final QueueTotals totals;

    OutboundQueues(SessionProperties properties, MeterRegistry metrics) {
        this.limits = new QueueLimits(
                properties.queue().size().toBytes(), properties.queue().coalesce());
        this.totals = new QueueTotals(metrics);
    }

    /**
     * Makes the queue of one session.
     *
     * @param overflow called when even what cannot leave the queue takes more than its limit
     */
    public OutboundQueue create(Wire wire, Runnable overflow) {
        return new OutboundQueue(wire, limits, totals, overflow);
    }
}
