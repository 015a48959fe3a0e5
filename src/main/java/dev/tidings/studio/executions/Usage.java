package dev.tidings.studio.executions;

/**
 * What something really used.
 *
 * @param cpuNanos CPU time
 * @param bytesIn bytes that were read, from other hosts and from files
 * @param bytesOut bytes of output
 */
record Usage(long cpuNanos, long bytesIn, long bytesOut) {

    static final Usage NONE = new Usage(0, 0, 0);

    Usage plus(Usage other) {
        return new Usage(cpuNanos + other.cpuNanos, bytesIn + other.bytesIn, bytesOut + other.bytesOut);
    }
}
