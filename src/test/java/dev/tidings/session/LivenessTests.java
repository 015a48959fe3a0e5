package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.Liveness.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Liveness}. */
class LivenessTests {

    private static final Duration PROBE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5_000_000_000L, -5_000_000_000L})
    void probesAfterAnIntervalAndGivesUpAfterTwo(long start) {
        var liveness = new Liveness(PROBE, start);

        assertThat(liveness.check(start + seconds(20) - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(start + seconds(20))).isEqualTo(Verdict.PROBE);
        assertThat(liveness.check(start + seconds(40) - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(start + seconds(40))).isEqualTo(Verdict.DEAD);
    }

    @Test
    void livesOnWhenTheProbeIsAnswered() {
        var liveness = new Liveness(PROBE, 0);
        assertThat(liveness.check(seconds(20))).isEqualTo(Verdict.PROBE);

        liveness.connectionHeard(seconds(21));

        assertThat(liveness.check(seconds(40))).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(seconds(41))).isEqualTo(Verdict.PROBE);
        assertThat(liveness.check(seconds(61))).isEqualTo(Verdict.DEAD);
    }

    @Test
    void probesNobodyWhoSends() {
        var liveness = new Liveness(PROBE, 0);

        for (int second = 10; second <= 100; second += 10) {
            liveness.clientHeard(seconds(second));
            assertThat(liveness.check(seconds(second + 9))).isEqualTo(Verdict.ALIVE);
        }
    }

    @Test
    void forgivesThreeIntervalsWithoutHeartbeats() {
        var liveness = new Liveness(PROBE, 0);
        liveness.expectHeartbeats(Duration.ofSeconds(25));
        liveness.connectionHeard(seconds(74));

        assertThat(liveness.check(seconds(75) - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(seconds(75))).isEqualTo(Verdict.SILENT);
    }

    @Test
    void takesSignsOfTheConnectionForNoHeartbeat() {
        var liveness = new Liveness(PROBE, 0);
        liveness.expectHeartbeats(Duration.ofSeconds(10));

        liveness.clientHeard(seconds(10));
        liveness.connectionHeard(seconds(39));

        assertThat(liveness.check(seconds(40) - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(seconds(40))).isEqualTo(Verdict.SILENT);
    }

    @Test
    void expectsNothingOfAConnectionThatCannotBeProbed() {
        var liveness = new Liveness(Duration.ZERO, 0);

        assertThat(liveness.check(seconds(100_000))).isEqualTo(Verdict.ALIVE);
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
