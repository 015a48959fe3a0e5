package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ShortestInterval}. */
class ShortestIntervalTests {

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    private final ShortestInterval interval = new ShortestInterval(Duration.ofSeconds(10));

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
    void grantsTheFirstTimeWhateverTheClockSays(long nanoTime) {
        assertThat(interval.tryTake(nanoTime)).isTrue();
        assertThat(interval.tryTake(nanoTime)).isFalse();
    }

    @Test
    void grantsAgainAfterTheTimeAndNotBefore() {
        interval.tryTake(0);

        assertThat(interval.tryTake(INTERVAL - 1)).isFalse();
        assertThat(interval.tryTake(INTERVAL)).isTrue();
        assertThat(interval.tryTake(2 * INTERVAL - 1)).isFalse();
    }

    @Test
    void doesNotCountWhatItRefused() {
        interval.tryTake(0);
        interval.tryTake(INTERVAL - 1);

        assertThat(interval.tryTake(INTERVAL)).isTrue();
    }
}
