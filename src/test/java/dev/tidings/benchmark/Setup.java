package dev.tidings.benchmark;

import java.util.List;

/**
 * How the servers of a trial are started.
 *
 * @param instances how many there are
 * @param logged whether what is published goes through the change log on PostgreSQL
 * @param heap flags that size the heap
 */
record Setup(int instances, boolean logged, List<String> heap) {

    /** One server with a heap of fixed size. */
    static final Setup PLAIN = new Setup(1, false, List.of("-Xms2g", "-Xmx2g"));

    /** One server whose heap, after a collection, is little larger than what lives in it. */
    static final Setup TIGHT =
            new Setup(1, false, List.of("-Xms8m", "-Xmx2g", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10"));

    Setup withInstances(int count) {
        return new Setup(count, logged, heap);
    }

    Setup withLog() {
        return new Setup(instances, true, heap);
    }
}
