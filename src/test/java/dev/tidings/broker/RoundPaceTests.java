package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link RoundPace}. */
class RoundPaceTests {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private final RoundPace pace = new RoundPace();

    @Test
    void doesNotWaitBeforeTheFirstRound() {
        assertThat(pace.pause(1, 5 * MILLI)).isZero();
    }

    @Test
    void waitsForAnEighthOfTheLastRoundThatWasLonger() {
        pace.ended(10, 0, 8 * MILLI);

        assertThat(pace.pause(9, 8 * MILLI)).isEqualTo(MILLI);
    }

    @Test
    void neverWaitsForMoreThanFiveMilliseconds() {
        pace.ended(10, 0, 100 * MILLI);

        assertThat(pace.pause(1, 100 * MILLI)).isEqualTo(5 * MILLI);
    }

    @Test
    void doesNotWaitWhenAsMuchIsThereAsLastTime() {
        pace.ended(10, 0, 8 * MILLI);

        assertThat(pace.pause(10, 8 * MILLI)).isZero();
    }

    @Test
    void doesNotWaitAfterAQuietTime() {
        pace.ended(10, 0, 8 * MILLI);

        assertThat(pace.pause(1, 15 * MILLI)).isEqualTo(MILLI);
        assertThat(pace.pause(1, 16 * MILLI)).isZero();
    }

    @Test
    void doesNotWaitForWhatAShortRoundWouldCost() {
        pace.ended(10, 0, 399 * MICRO);

        assertThat(pace.pause(1, 399 * MICRO)).isZero();
    }
}
