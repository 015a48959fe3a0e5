package dev.tidings.broker;

/**
 * Says how long the next round of a worker waits for messages that belong into it. Those of a burst come one by one,
 * and each round writes to every session anew: one that begins with the first of them makes two rounds of one.
 *
 * <p>Only a round that follows closely on a longer one waits, and never for more than an eighth of the time which
 * that one took, or five milliseconds. So nothing waits while there is little to do. Used by one thread.
 */
final class RoundPace {

    private static final int SHARE = 8;
    /** Below this a wait costs more than it can save. */
    private static final long MIN_NANOS = 50_000;

    private static final long MAX_NANOS = 5_000_000;

    private int lastSize;
    private long lastLength;
    private long lastEnd;

    /**
     * Takes note of a round.
     *
     * @param size how many tasks it had
     * @param begin when it began, as {@link System#nanoTime()}
     * @param end when it ended
     */
    void ended(int size, long begin, long end) {
        lastSize = size;
        lastLength = end - begin;
        lastEnd = end;
    }

    /** Returns for how many nanoseconds a round should wait that has this many tasks now, mostly 0. */
    long pause(int size, long now) {
        boolean follows = now - lastEnd < lastLength;
        long pause = Math.min(lastLength / SHARE, MAX_NANOS);
        return follows && size < lastSize && pause >= MIN_NANOS ? pause : 0;
    }
}
