package dev.tidings.benchmark.load;

/** When the next message leaves. */
@FunctionalInterface
interface Pace {

    long NOT_YET = Long.MAX_VALUE;

    /**
     * Returns when the next message should leave, or {@link #NOT_YET} until another one has arrived.
     *
     * @param sent how many have left
     * @param onTheWay how many of these, counted from the oldest, may not have reached every subscriber
     * @param now the time
     */
    long due(long sent, long onTheWay, long now);

    /** As fast as it goes: the next leaves when the oldest of so many has reached every subscriber. */
    static Pace window(int size) {
        return (sent, onTheWay, now) -> onTheWay < size ? now : NOT_YET;
    }

    /** So many per second from a start on, whether or not the earlier ones have arrived. */
    static Pace rate(int perSecond, long start) {
        return (sent, onTheWay, now) -> start + sent * 1_000_000_000L / perSecond;
    }
}
