package dev.tidings.benchmark.load;

import java.util.Arrays;

/**
 * Counts of durations by size, to about one percent. A value is off by at most one part in {@value #PARTS}, and never
 * reported as less than it was.
 */
final class Histogram {

    private static final int PARTS = 128;
    private static final int PARTS_BITS = 7;

    private final long[] counts = new long[(Long.SIZE - PARTS_BITS) * PARTS];
    private long total;
    private long max;

    void add(long value) {
        long counted = Math.max(0, value);
        counts[bucket(counted)]++;
        total++;
        max = Math.max(max, counted);
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        max = Math.max(max, other.max);
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
        max = 0;
    }

    long total() {
        return total;
    }

    long max() {
        return max;
    }

    /** Returns the value that this share of all values does not exceed, or 0 if there are none. */
    long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, highest(i));
            }
        }
        return max;
    }

    /** Values below {@code PARTS} have a bucket each; from there on, every doubling has {@code PARTS} buckets. */
    private static int bucket(long value) {
        int doublings = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - PARTS_BITS - 1);
        return doublings * PARTS + (int) (value >>> doublings);
    }

    private static long highest(int bucket) {
        int doublings = Math.max(0, bucket / PARTS - 1);
        return ((bucket - (long) doublings * PARTS + 1) << doublings) - 1;
    }
}
