package dev.tidings.studio.admin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** Reads gauges of this instance. */
@Component
final class Gauges {

    private final MeterRegistry metrics;

    Gauges(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Finds the sum of the gauges of a name that have these tags, each a key and a value; nothing if there is none. */
    OptionalDouble find(String name, String... tags) {
        var all = metrics.find(name).tags(tags).gauges();
        return all.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.stream()
                        .mapToDouble(Gauge::value)
                        .filter(Double::isFinite)
                        .sum());
    }

    /** Returns the sum of the gauges of a name that have these tags, 0 if there is none. */
    double read(String name, String... tags) {
        return find(name, tags).orElse(0);
    }
}
