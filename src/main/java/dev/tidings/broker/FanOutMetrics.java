package dev.tidings.broker;

import dev.tidings.replay.ReplayOutcome.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what the fan-out does. */
final class FanOutMetrics {

    private final Clock clock;
    private final Counter deliveries;
    private final Counter conflated;
    private final Map<Drop, Counter> dropped = new EnumMap<>(Drop.class);
    private final Counter replayed;
    private final Counter repairs;
    private final Timer commitToSend;

    /** Why a transient update is not delivered. */
    enum Drop {
        /** An entry has told more already. */
        SUPERSEDED,
        /** Too much waits to be delivered here. */
        OVERLOAD,
        /** RabbitMQ does not take it. */
        RABBITMQ
    }

    FanOutMetrics(MeterRegistry metrics, Clock clock) {
        this.clock = clock;
        this.deliveries = counter(metrics, "tidings.deliveries", "Messages put into the queues of sessions");
        this.conflated =
                counter(metrics, "tidings.transients.conflated", "Transient updates that a newer one replaced");
        for (Drop reason : Drop.values()) {
            dropped.put(
                    reason,
                    Counter.builder("tidings.transients.dropped")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .description("Transient updates that were not delivered")
                            .register(metrics));
        }
        for (Cause cause : Cause.values()) {
            // Counted where a client is told; made here so that each reason is there before it first happens.
            Counter.builder("tidings.resets")
                    .tag("reason", cause.wireValue())
                    .description("Subscriptions whose client has to load its list again")
                    .register(metrics);
        }
        this.replayed = counter(metrics, "tidings.replayed", "Entries sent to subscriptions from the change log");
        this.repairs = counter(metrics, "tidings.repairs", "Reads of entries that did not come by themselves");
        this.commitToSend = Timer.builder("tidings.commit.to.send")
                .description("Time from the announcement of a change to its place in the queues of sessions")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(metrics);
    }

    private static Counter counter(MeterRegistry metrics, String name, String description) {
        return Counter.builder(name).description(description).register(metrics);
    }

    void delivered(int messages) {
        deliveries.increment(messages);
    }

    void conflated() {
        conflated.increment();
    }

    void dropped(Drop reason) {
        Objects.requireNonNull(dropped.get(reason)).increment();
    }

    void replayed(int entries) {
        replayed.increment(entries);
    }

    void repaired() {
        repairs.increment();
    }

    void sent(@Nullable Instant announcedAt) {
        if (announcedAt != null) {
            commitToSend.record(Duration.between(announcedAt, clock.instant()));
        }
    }
}
