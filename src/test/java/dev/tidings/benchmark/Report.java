package dev.tidings.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The turns of all servers at one workload, as a table of medians in Markdown. */
final class Report {

    private final Workload workload;
    private final Map<Contender, List<Figures>> turns = new EnumMap<>(Contender.class);
    private final Map<Contender, Set<String>> failures = new EnumMap<>(Contender.class);

    Report(Workload workload) {
        this.workload = workload;
    }

    void add(Contender contender, Figures figures) {
        turns.computeIfAbsent(contender, _ -> new ArrayList<>()).add(figures);
    }

    void addFailure(Contender contender, String reason) {
        failures.computeIfAbsent(contender, _ -> new LinkedHashSet<>()).add("failed: " + reason);
    }

    String toMarkdown() {
        Set<Measure> columns = new TreeSet<>();
        turns.values()
                .forEach(all ->
                        all.forEach(figures -> columns.addAll(figures.values().keySet())));
        var table = new StringBuilder("### %s%n%nReach: %s.%n%n".formatted(workload.title(), workload.aim()));
        table.append(row(
                "server",
                columns.stream().collect(Collectors.toMap(c -> c, Measure::title, (a, _) -> a, LinkedHashMap::new)),
                "deliveries"));
        table.append("|---".repeat(columns.size() + 2)).append("|\n");
        for (Contender contender : Contender.values()) {
            if (turns.containsKey(contender) || failures.containsKey(contender)) {
                table.append(row(contender.title(), medians(contender, columns), remarks(contender)));
            }
        }
        return table.append('\n').toString();
    }

    private static String row(String first, Map<Measure, String> cells, String last) {
        return "| %s | %s%s |%n"
                .formatted(
                        first, cells.values().stream().map(cell -> cell + " | ").collect(Collectors.joining()), last);
    }

    private Map<Measure, String> medians(Contender contender, Set<Measure> columns) {
        Map<Measure, String> cells = new LinkedHashMap<>();
        for (Measure column : columns) {
            double[] values = turns.getOrDefault(contender, List.of()).stream()
                    .mapToDouble(figures -> figures.value(column))
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            cells.put(column, values.length == 0 ? "–" : column.format(median(values)));
        }
        return cells;
    }

    /** The lower of the two in the middle where there is no middle. */
    private static double median(double[] sorted) {
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }

    private String remarks(Contender contender) {
        Set<String> remarks = new LinkedHashSet<>();
        List<Figures> figures = turns.getOrDefault(contender, List.of());
        if (!figures.isEmpty()) {
            remarks.add(figures.stream()
                    .map(Figures::audit)
                    .reduce(Audit.CLEAN, Audit::plus)
                    .toString());
        }
        remarks.addAll(failures.getOrDefault(contender, Set.of()));
        return String.join("; ", remarks).replace('|', '/');
    }
}
