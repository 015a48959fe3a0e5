package dev.tidings.benchmark.load;

/** What was published to each destination: how many messages, and the sum of their numbers. */
final class Published {

    private final long[] counts;
    private final long[] sums;
    private long total;

    Published(int destinations) {
        counts = new long[destinations];
        sums = new long[destinations];
    }

    void add(int destination, long number) {
        counts[destination]++;
        sums[destination] += number;
        total++;
    }

    long total() {
        return total;
    }

    /** Compares with what one subscription received. Equal counts and sums leave no room for one lost and one doubled. */
    void audit(int destination, long received, long sum, Tally tally) {
        long missing = counts[destination] - received;
        tally.missing += Math.max(0, missing);
        tally.surplus += Math.max(0, -missing);
        if (missing == 0 && sum != sums[destination]) {
            tally.missing++;
            tally.surplus++;
        }
    }
}
