package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.MutableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests for {@link HandshakeLimit}. */
class HandshakeLimitTests {

    private static final int PER_SECOND = 10;

    private final MutableTime time = new MutableTime();
    private final HandshakeLimit limit = new HandshakeLimit(PER_SECOND, time);

    @Test
    void grantsASecondsWorthAtOnceAndNotOneMore() {
        assertThat(take(PER_SECOND + 1)).isEqualTo(PER_SECOND);
    }

    @Test
    void grantsEvenlyAfterThat() {
        take(PER_SECOND);

        time.advance(Duration.ofMillis(99));
        assertThat(limit.tryTake()).isFalse();

        time.advance(Duration.ofMillis(1));
        assertThat(take(2)).isEqualTo(1);
    }

    @Test
    void saysWhetherItIsReachedWithoutTakingAnything() {
        take(PER_SECOND - 1);
        assertThat(limit.isReached()).isFalse();
        assertThat(limit.isReached()).isFalse();

        take(1);
        assertThat(limit.isReached()).isTrue();
    }

    @Test
    void savesUpNoMoreThanASecondsWorth() {
        time.advance(Duration.ofHours(1));

        assertThat(take(2 * PER_SECOND)).isEqualTo(PER_SECOND);
    }

    @Test
    void grantsSomethingAgainWhenItSaysSo() {
        var slowest = new HandshakeLimit(1, time);
        slowest.tryTake();
        assertThat(slowest.tryTake()).isFalse();

        time.advance(slowest.retryAfter());

        assertThat(slowest.tryTake()).isTrue();
    }

    private int take(int attempts) {
        int granted = 0;
        for (int i = 0; i < attempts; i++) {
            granted += limit.tryTake() ? 1 : 0;
        }
        return granted;
    }
}
