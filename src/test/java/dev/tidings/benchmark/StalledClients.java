package dev.tidings.benchmark;

import dev.tidings.benchmark.Trial.Measured;
import java.time.Duration;

/**
 * Some clients stop reading while messages go on. Bodies are large enough to fill the socket buffers of these clients
 * within seconds; latency is that of the others, against the same server and rate while all still read.
 */
final class StalledClients implements Workload {

    private static final int STALLED = 12;
    private static final Publishing PUBLISHING =
            Publishing.toOneDestination(500, 8_000).atRate(50);
    private static final Duration LEAST = Duration.ofSeconds(20);
    private static final double MEGABYTE = 1_000_000;

    @Override
    public String name() {
        return "stalled";
    }

    @Override
    public String title() {
        return "12 of 500 clients stop reading, 8 KB, 50 messages/s";
    }

    @Override
    public String aim() {
        return "p99 of the others at most 1.5 × a run without them; memory bounded";
    }

    @Override
    public Figures run(Stage stage) {
        try (Trial trial = stage.start(Setup.TIGHT)) {
            Figures figures = PUBLISHING.begin(trial);
            Duration measured = trial.options().measured();
            Duration length = measured.compareTo(LEAST) < 0 ? LEAST : measured;
            Measured before = PUBLISHING.measure(trial, length);
            figures.with(before.answer().audit());
            double memory = trial.memory();
            trial.stall(STALLED);
            Measured after = PUBLISHING.measure(trial, length);
            double p99 = after.answer().number("p99");
            return PUBLISHING
                    .describe(figures, trial, after)
                    .with(
                            Measure.P99_AGAINST_NONE_STALLED,
                            p99 / before.answer().number("p99"))
                    .with(Measure.MEMORY_GROWTH, (trial.memory() - memory) / MEGABYTE);
        }
    }
}
