package dev.tidings.studio.dashboard;

import dev.tidings.studio.activity.ActivityStepped;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much work a user has.
 *
 * @param stats amounts by kind, and by status within the kind; what nothing has is absent
 */
record DashboardStats(Map<String, Map<String, Long>> stats) {

    /** Returns the numbers after a step. */
    DashboardStats after(ActivityStepped step) {
        Map<String, Map<String, Long>> next = new TreeMap<>(stats);
        Map<String, Long> amounts = new TreeMap<>(stats.getOrDefault(step.kind(), Map.of()));
        add(amounts, step.from(), -1);
        add(amounts, step.to(), 1);
        next.put(step.kind(), amounts);
        return new DashboardStats(next);
    }

    private static void add(Map<String, Long> amounts, @Nullable String status, long more) {
        if (status != null) {
            long amount = amounts.getOrDefault(status, 0L) + more;
            if (amount == 0) {
                amounts.remove(status);
            } else {
                amounts.put(status, amount);
            }
        }
    }
}
