package dev.tidings.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link Published}. */
class PublishedTests {

    private final Published published = new Published(2);
    private final Tally tally = new Tally();

    PublishedTests() {
        published.add(1, 10);
        published.add(1, 11);
        published.add(1, 12);
    }

    @Test
    void isContentWhenAllCame() {
        published.audit(1, 3, 33, tally);
        published.audit(0, 0, 0, tally);

        assertThat(tally.missing).isZero();
        assertThat(tally.surplus).isZero();
    }

    @Test
    void countsWhatIsMissing() {
        published.audit(1, 1, 12, tally);

        assertThat(tally.missing).isEqualTo(2);
        assertThat(tally.surplus).isZero();
    }

    @Test
    void countsWhatCameTooOften() {
        published.audit(1, 4, 43, tally);
        published.audit(0, 1, 10, tally);

        assertThat(tally.missing).isZero();
        assertThat(tally.surplus).isEqualTo(2);
    }

    @Test
    void noticesOneLostAndOneDoubled() {
        published.audit(1, 3, 10 + 10 + 12, tally);

        assertThat(tally.missing).isEqualTo(1);
        assertThat(tally.surplus).isEqualTo(1);
    }
}
