package dev.tidings.instance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says when something that is wanted at intervals is due again. For one thread. */
public final class Pace {

    private final Duration interval;
    private final Clock clock;
    private Instant last;

    /** Creates a pace by which the first time is due after one interval. */
    public Pace(Duration interval, Clock clock) {
        this.interval = interval;
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Returns whether it is due, and begins the next interval if so. */
    public boolean isDue() {
        Instant now = clock.instant();
        // A clock that was set back must not stop everything until it has caught up.
        if (now.isBefore(last.plus(interval)) && !now.isBefore(last)) {
            return false;
        }
        last = now;
        return true;
    }
}
