package dev.tidings.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark measures, in small, and notices what is wrong. */
class FanOutBenchmarkIntegrationTests {

    private static final Options OPTIONS =
            new Options(List.of(), List.of(), 1, Duration.ofMillis(300), Duration.ofMillis(300), 2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"EMBEDDED", "SIMPLE", "NIO", "NIO_SINGLE"})
    void everySubscriberGetsEveryMessage(Contender contender) {
        var publishing = new Publishing(20, 3, 10, 300, 0);
        try (Trial trial = start(contender)) {
            Figures figures = publishing.begin(trial);
            publishing.describe(figures, trial, publishing.measure(trial));

            assertThat(figures.audit().missing()).isZero();
            assertThat(figures.audit().surplus()).isZero();
            assertThat(figures.audit().unrecognized()).isZero();
            assertThat(figures.value(Measure.DELIVERIES_PER_SECOND)).isPositive();
        }
    }

    @Test
    void measuresLatencyAtARate() {
        var publishing = Publishing.toOneDestination(20, 1_000).atRate(50);
        try (Trial trial = start(Contender.NIO)) {
            Figures figures = publishing.begin(trial);
            publishing.describe(figures, trial, publishing.measure(trial));

            assertThat(figures.audit()).isEqualTo(Audit.CLEAN);
            assertThat(figures.value(Measure.P99)).isPositive();
            assertThat(figures.value(Measure.MAX)).isGreaterThanOrEqualTo(figures.value(Measure.P99));
        }
    }

    @Test
    void clientsThatDoNotReadAreNotWaitedFor() {
        var publishing = Publishing.toOneDestination(20, 300);
        try (Trial trial = start(Contender.NIO)) {
            publishing.begin(trial);

            trial.stall(4);
            Figures figures = publishing.describe(new Figures(), trial, publishing.measure(trial));

            assertThat(figures.audit()).isEqualTo(Audit.CLEAN);
        }
    }

    private Trial start(Contender contender) {
        return Trial.start(contender, Setup.PLAIN, new Backends(), OPTIONS, folder);
    }
}
