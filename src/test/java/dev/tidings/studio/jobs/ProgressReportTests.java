package dev.tidings.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.support.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link ProgressReport}. */
class ProgressReportTests {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<Long> reported = new ArrayList<>();
    private final MutableClock clock = new MutableClock();
    private final ProgressReport report = new ProgressReport("job", reported::add, INTERVAL, clock);

    @Test
    void reportsAtMostOnceInAnInterval() {
        report.read(10);
        clock.advance(Duration.ofMillis(999));
        report.read(10);
        clock.advance(Duration.ofMillis(1));
        report.read(10);
        report.read(10);
        clock.advance(Duration.ofSeconds(1));
        report.read(10);

        assertThat(reported).containsExactly(30L, 50L);
        assertThat(report.bytes()).isEqualTo(50);
    }

    @Test
    void goesOnWhenTheClockIsSetBack() {
        clock.advance(Duration.ofHours(-1));
        report.read(10);
        clock.advance(Duration.ofSeconds(1));
        report.read(10);

        assertThat(reported).containsExactly(10L, 20L);
    }

    @Test
    void stopsTheWorkWhenTheJobRunsHereNoMore() {
        var taken = new ProgressReport("job", bytes -> false, INTERVAL, clock);
        clock.advance(INTERVAL);

        assertThatThrownBy(() -> taken.read(1)).isInstanceOf(JobTakenAwayException.class);
    }
}
