package dev.tidings.instance;

import java.time.Duration;

/** Rules that settings of several modules keep. */
public final class Settings {

    private Settings() {}

    /** Lets a time pass that is longer than nothing. */
    public static void requirePositive(String property, Duration value) {
        requirePositive(property, value.isPositive() ? 1 : 0, value);
    }

    /**
     * Lets a value pass whose amount is positive.
     *
     * @param amount of the value in the unit that it is used in
     */
    public static void requirePositive(String property, long amount, Object value) {
        if (amount <= 0) {
            throw new IllegalArgumentException("'%s' must be positive, but was %s".formatted(property, value));
        }
    }
}
