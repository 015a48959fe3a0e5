package dev.tidings.benchmark;

import java.util.List;

/** All workloads, in the order in which they run. */
final class Workloads {

    private static final int BYTES = 300;
    private static final int MANY_BYTES = 20_000;

    private Workloads() {}

    static List<Workload> all() {
        return List.of(
                new FanOut(
                        "hot",
                        "1,000 subscribers of one destination, as fast as it goes",
                        "at most 1.5 µs of CPU per delivery, over 500,000 deliveries/s",
                        Setup.PLAIN,
                        Publishing.toOneDestination(1_000, BYTES)),
                new FanOut(
                        "hot-5000",
                        "5,000 subscribers of one destination, as fast as it goes",
                        "at most 3 µs",
                        Setup.PLAIN,
                        Publishing.toOneDestination(5_000, BYTES)),
                new FanOut(
                        "rate",
                        "1,000 subscribers, 20 messages/s",
                        "at most 12 µs per delivery, p99 under 15 ms",
                        Setup.PLAIN,
                        Publishing.toOneDestination(1_000, BYTES).atRate(20)),
                new FanOut(
                        "spread",
                        "2,000 clients × 5 of 1,000 destinations, random, as fast as it goes",
                        "at most 5 µs",
                        Setup.PLAIN,
                        new Publishing(2_000, 5, 1_000, BYTES, 0)),
                new IdleClients(),
                new Connecting(),
                new StalledClients(),
                new Instances(),
                new FanOut(
                        "large",
                        "JSON of 20 KB, 1,000 subscribers",
                        "CPU per byte at most that of the first workload",
                        Setup.PLAIN,
                        Publishing.toOneDestination(1_000, MANY_BYTES)),
                new FanOut(
                        "logged",
                        "Logged changes on PostgreSQL, 1,000 subscribers of one destination, as fast as it goes",
                        "none; PostgreSQL's CPU is shown apart",
                        Setup.PLAIN.withLog(),
                        Publishing.toOneDestination(1_000, BYTES)));
    }
}
