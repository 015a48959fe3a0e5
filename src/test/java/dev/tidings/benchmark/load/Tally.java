package dev.tidings.benchmark.load;

import java.util.ArrayList;
import java.util.List;

/** What the sessions of one {@link SessionLoop} have received since a number was reached. Used by its thread only. */
final class Tally {

    private static final int KEPT_PROBLEMS = 3;

    final Histogram latencies = new Histogram();
    final List<String> problems = new ArrayList<>();
    long first;
    long missing;
    long surplus;
    long reordered;
    long unrecognized;
    long ended;
    long reads;

    /** Starts again with the message of this number; what is older and still comes no longer counts. */
    void begin(long number) {
        first = number;
        missing = 0;
        surplus = 0;
        reordered = 0;
        unrecognized = 0;
        reads = 0;
        latencies.clear();
    }

    void add(Tally other) {
        latencies.add(other.latencies);
        problems.addAll(other.problems);
        missing += other.missing;
        surplus += other.surplus;
        reordered += other.reordered;
        unrecognized += other.unrecognized;
        ended += other.ended;
        reads += other.reads;
    }

    /** Notes that a session ended by itself. */
    void ended(String problem) {
        ended++;
        if (problems.size() < KEPT_PROBLEMS) {
            problems.add(problem);
        }
    }
}
