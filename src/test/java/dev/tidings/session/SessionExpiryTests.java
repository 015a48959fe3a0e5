package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link SessionExpiry}, which is looked at four times a second. */
class SessionExpiryTests {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration FORGIVEN = Duration.ofSeconds(30);

    private final MutableClock clock = new MutableClock();
    private final SessionExpiry expiry = new SessionExpiry(clock, FORGIVEN);
    private final List<Long> warnings = new ArrayList<>();

    @Test
    void neverComesWithoutAToken() {
        clock.advance(Duration.ofDays(10_000));

        assertThat(expiry.isOver()).isFalse();
        assertThat(secondsUntilTheEnd(10)).isNegative();
        assertThat(warnings).isEmpty();
    }

    @Test
    void neverComesForATokenThatDoesNotExpire() {
        expiry.expireAt(clock.instant().plusSeconds(1));
        expiry.expireAt(null);

        assertThat(secondsUntilTheEnd(100)).isNegative();
        assertThat(warnings).isEmpty();
    }

    @Test
    void comesWithinTheLastTwoTicksOfWhatIsForgiven() {
        expiry.expireAt(clock.instant().plusSeconds(10));

        assertThat(secondsUntilTheEnd(60)).isEqualTo(39.5);
    }

    @Test
    void comesBeforeTheTokenExpiresIfNothingIsForgiven() {
        var strict = new SessionExpiry(clock, Duration.ZERO);
        strict.expireAt(clock.instant().plusSeconds(10));

        clock.advance(Duration.ofMillis(9_499));
        assertThat(strict.isOver()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(strict.isOver()).isTrue();
    }

    @Test
    void isToldOnceAMinuteBefore() {
        expiry.expireAt(clock.instant().plusSeconds(100));

        secondsUntilTheEnd(39);
        assertThat(warnings).isEmpty();
        secondsUntilTheEnd(1);
        assertThat(warnings).containsExactly(60L);
        secondsUntilTheEnd(80);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void isToldAtOnceIfTheTokenLivesShorter() {
        expiry.expireAt(clock.instant().plusSeconds(5));

        secondsUntilTheEnd(1);

        assertThat(warnings).containsExactly(5L);
    }

    @Test
    void isToldLaterWhoWasNotThere() {
        expiry.expireAt(clock.instant().plusSeconds(50));

        expiry.warn(left -> false);
        clock.advance(Duration.ofSeconds(20));
        secondsUntilTheEnd(1);

        assertThat(warnings).containsExactly(30L);
    }

    @Test
    void tellsOfNoTimeLessThanNone() {
        expiry.expireAt(clock.instant().minusSeconds(5));

        secondsUntilTheEnd(1);

        assertThat(warnings).containsExactly(0L);
    }

    @Test
    void isPutOffByALaterTokenAndToldAgain() {
        expiry.expireAt(clock.instant().plusSeconds(10));
        secondsUntilTheEnd(20);

        expiry.expireAt(clock.instant().plusSeconds(100));

        assertThat(secondsUntilTheEnd(200)).isEqualTo(129.5);
        assertThat(warnings).containsExactly(10L, 60L);
    }

    /** Looks four times a second, at most so many seconds, and returns when it was over; negative if it was not. */
    private double secondsUntilTheEnd(int seconds) {
        for (int tick = 0; tick < 4 * seconds; tick++) {
            if (expiry.isOver()) {
                return tick / 4.0;
            }
            expiry.warn(left -> warnings.add(left.toSeconds()));
            clock.advance(TICK);
        }
        return -1;
    }
}
