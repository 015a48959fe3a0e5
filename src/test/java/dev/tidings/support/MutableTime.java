package dev.tidings.support;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Time of limits that stands still until a test moves it. */
public final class MutableTime implements TimeMeter {

    private long nanos = 1;

    public void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
