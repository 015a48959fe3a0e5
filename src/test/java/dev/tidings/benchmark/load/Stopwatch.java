package dev.tidings.benchmark.load;

/** Time since the process started: small enough for the digits of a {@link Stamp}, and never adjusted. */
final class Stopwatch {

    private static final long START = System.nanoTime();

    private Stopwatch() {}

    static long now() {
        return sinceStart(System.nanoTime());
    }

    static long sinceStart(long nanoTime) {
        return nanoTime - START;
    }
}
