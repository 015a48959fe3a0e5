package dev.tidings.benchmark;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What one turn of one server at one workload gave. */
final class Figures {

    private final Map<Measure, Double> values = new EnumMap<>(Measure.class);
    private Audit audit = Audit.CLEAN;

    Figures with(Measure measure, double value) {
        values.put(measure, value);
        return this;
    }

    Figures with(Audit more) {
        audit = audit.plus(more);
        return this;
    }

    Map<Measure, Double> values() {
        return values;
    }

    double value(Measure measure) {
        return values.getOrDefault(measure, Double.NaN);
    }

    Audit audit() {
        return audit;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().title() + " " + entry.getKey().format(entry.getValue()))
                .collect(Collectors.joining(", ", "", ", " + audit));
    }
}
