package dev.tidings.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was wrong with what the clients received.
 *
 * @param missing deliveries that never came
 * @param surplus deliveries that came too often
 * @param reordered deliveries behind a later one of their destination
 * @param unrecognized messages that nobody published
 * @param ended connections that ended by themselves
 * @param problem what one of these told
 */
record Audit(long missing, long surplus, long reordered, long unrecognized, long ended, String problem) {

    static final Audit CLEAN = new Audit(0, 0, 0, 0, 0, "");

    Audit plus(Audit other) {
        return new Audit(
                missing + other.missing,
                surplus + other.surplus,
                reordered + other.reordered,
                unrecognized + other.unrecognized,
                ended + other.ended,
                problem.isEmpty() ? other.problem : problem);
    }

    @Override
    public String toString() {
        List<String> faults = new ArrayList<>();
        add(faults, missing, "%,d deliveries lost");
        add(faults, surplus, "%,d doubled");
        add(faults, reordered, "%,d out of order");
        add(faults, unrecognized, "%,d unknown");
        add(faults, ended, "%,d connections ended");
        if (!problem.isEmpty()) {
            faults.add(problem);
        }
        return faults.isEmpty() ? "complete, in order" : String.join(", ", faults);
    }

    private static void add(List<String> faults, long count, String text) {
        if (count > 0) {
            faults.add(String.format(Locale.ROOT, text, count));
        }
    }
}
