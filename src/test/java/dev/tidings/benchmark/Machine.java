package dev.tidings.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** What the figures depend on, in words. */
final class Machine {

    private static final double GIGABYTE = 1024.0 * 1024;

    private Machine() {}

    static String describe(Options options, Instant now) {
        return """
                Fan-out benchmark, %s, median of %d, %d s each after %d s of warm-up.
                Machine: %d × %s, %.0f GB, %s %s, %,d open files per process. JDK: %s. Load average before the start: %.1f.
                Command: `./mvnw -Pbenchmark verify%s`
                """.formatted(
                        now.truncatedTo(ChronoUnit.MINUTES),
                        options.rounds(),
                        options.measured().toSeconds(),
                        options.warmUp().toSeconds(),
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/cpuinfo", "model name"),
                        Double.parseDouble(value("/proc/meminfo", "MemTotal").split(" ", -1)[0]) / GIGABYTE,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        ProcessFigures.openFileLimit(ProcessHandle.current().pid()),
                        System.getProperty("java.vm.version"),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        chosen());
    }

    private static String chosen() {
        var chosen = new StringBuilder();
        for (String name : new String[] {"only", "servers", "rounds", "seconds", "warm-up", "client-threads"}) {
            String value = System.getProperty("benchmark." + name, "");
            if (!value.isEmpty()) {
                chosen.append(" -Dbenchmark.").append(name).append('=').append(value);
            }
        }
        return chosen.toString();
    }

    private static String value(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
