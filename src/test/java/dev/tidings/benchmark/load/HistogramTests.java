package dev.tidings.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link Histogram}. */
class HistogramTests {

    private final Histogram histogram = new Histogram();

    @Test
    void countsSmallValuesExactly() {
        for (int i = 1; i <= 100; i++) {
            histogram.add(i);
        }

        assertThat(histogram.quantile(0.5)).isEqualTo(50);
        assertThat(histogram.quantile(0.99)).isEqualTo(99);
        assertThat(histogram.quantile(1)).isEqualTo(100);
        assertThat(histogram.total()).isEqualTo(100);
    }

    @Test
    void isOffByLessThanOnePercentAndNeverBelow() {
        for (long value = 1; value > 0 && value < Long.MAX_VALUE / 3; value = value * 3 + 1) {
            var single = new Histogram();
            single.add(value);
            single.add(Long.MAX_VALUE);

            assertThat(single.quantile(0.5)).isBetween(value, value + value / 100);
        }
    }

    @Test
    void neverExceedsTheLargestValue() {
        histogram.add(1_000_003);

        assertThat(histogram.quantile(0.99)).isEqualTo(1_000_003);
        assertThat(histogram.max()).isEqualTo(1_000_003);
    }

    @Test
    void addsUp() {
        var other = new Histogram();
        histogram.add(1);
        other.add(3);
        other.add(5);

        histogram.add(other);

        assertThat(histogram.total()).isEqualTo(3);
        assertThat(histogram.quantile(0.5)).isEqualTo(3);
        assertThat(histogram.max()).isEqualTo(5);
    }

    @Test
    void isEmptyAgainAfterClearing() {
        histogram.add(7);

        histogram.clear();

        assertThat(histogram.total()).isZero();
        assertThat(histogram.quantile(0.99)).isZero();
    }
}
