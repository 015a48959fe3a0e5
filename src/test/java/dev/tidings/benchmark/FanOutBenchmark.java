package dev.tidings.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Measures what it costs to bring a message to many subscribers: Tidings, plain Spring applications and a bare loop, side
 * by side.
 *
 * <p>Run it with {@code ./mvnw -Pbenchmark verify}; {@link Options} tells what can be chosen, and
 * {@code src/docs/benchmarks.md} how. The table is written to {@code target/fan-out-benchmark.md} after each workload.
 */
public final class FanOutBenchmark {

    private static final Path RESULT = Path.of("target", "fan-out-benchmark.md");

    private final Options options;
    private final Clock clock;
    private final PrintStream out;
    private final Backends backends = new Backends();

    private FanOutBenchmark(Options options, Clock clock, PrintStream out) {
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        List<Workload> workloads = Workloads.all();
        LoggingSystem.get(FanOutBenchmark.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        var options = Options.ofSystemProperties().validated(workloads);
        new FanOutBenchmark(options, Clock.systemUTC(), System.out).run(workloads);
        // RabbitMQ and PostgreSQL end with the JVM.
        System.exit(0);
    }

    private void run(List<Workload> workloads) throws IOException {
        String head = Machine.describe(options, clock.instant());
        out.println(head);
        var reports = new StringBuilder();
        for (Workload workload : workloads.stream().filter(options::includes).toList()) {
            reports.append(measure(workload).toMarkdown());
            Files.writeString(RESULT, head + "\n" + reports, StandardCharsets.UTF_8);
        }
        out.println();
        out.print(reports);
        out.println("Written to " + RESULT);
    }

    private Report measure(Workload workload) {
        var report = new Report(workload);
        out.println(workload.title());
        var contenders = new ArrayList<>(List.of(Contender.values()));
        contenders.removeIf(contender -> !options.includes(contender) || !workload.suits(contender));
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contender contender : contenders) {
                take(workload, contender, round, report);
            }
        }
        return report;
    }

    private void take(Workload workload, Contender contender, int round, Report report) {
        Instant start = clock.instant();
        String result;
        try {
            Figures figures = workload.run(new Stage(workload, contender, backends, options));
            report.add(contender, figures);
            result = figures.toString();
        } catch (RuntimeException ex) {
            result = "failed: " + ex.getMessage();
            report.addFailure(contender, String.valueOf(ex.getMessage()));
        }
        out.printf(
                "  %s, round %d of %d (%d s): %s%n",
                contender.title(),
                round,
                options.rounds(),
                Duration.between(start, clock.instant()).toSeconds(),
                result);
    }
}
