package dev.tidings.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Until when a session may go on: until its token expires, and a little longer, because clocks differ. Safe for use by
 * several threads.
 */
public final class SessionExpiry {

    private static final Duration WARNING = Duration.ofSeconds(60);

    /** Who looks once in a tick must not find out too late, even if one tick is missed. */
    private static final Duration AHEAD = Sessions.TICK.multipliedBy(2);

    private static final long NEVER = Long.MAX_VALUE;

    private final Clock clock;
    private final Duration forgiven;
    private volatile long expiry = NEVER;
    private volatile long warnedOf = NEVER;

    /**
     * Creates the expiry of a session that has no token yet.
     *
     * @param forgiven time for which a session goes on after its token expired
     */
    public SessionExpiry(Clock clock, Duration forgiven) {
        this.clock = clock;
        this.forgiven = forgiven;
    }

    /** Says when the token of the session expires, {@code null} if it does not. */
    public void expireAt(@Nullable Instant end) {
        expiry = end == null ? NEVER : end.toEpochMilli();
    }

    /** Returns whether the session is to be ended now, so that it has nothing to say when its time is over. */
    public boolean isOver() {
        return expiry != NEVER
                && clock.millis() >= expiry + forgiven.minus(AHEAD).toMillis();
    }

    /**
     * Tells once, a minute before the token expires, what time is left of it.
     *
     * @param warning takes that time and returns whether the client was told; if not, it is told another time
     */
    public void warn(Predicate<Duration> warning) {
        long end = expiry;
        long left = end - clock.millis();
        boolean isSoon = end != NEVER && left <= WARNING.plus(Sessions.TICK).toMillis();
        if (isSoon && end != warnedOf && warning.test(Duration.ofMillis(Math.max(0, left)))) {
            warnedOf = end;
        }
    }
}
