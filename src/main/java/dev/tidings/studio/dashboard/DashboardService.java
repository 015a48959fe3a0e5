package dev.tidings.studio.dashboard;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.UserQueue;
import dev.tidings.studio.activity.ActivityCounts;
import dev.tidings.studio.activity.ActivityStepped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Keeps the numbers of each user right. */
@Service
class DashboardService {

    /** Name of each user's queue of numbers. */
    static final String QUEUE = "dashboard";

    /** All numbers of a user, when one of them changed. */
    static final MessageType<DashboardStats> UPDATE = new MessageType<>("dashboard_stats_update", DashboardStats.class);

    private static final ChangeKey KEY = new ChangeKey("dashboard", "stats");

    private final DashboardRepository dashboards;
    private final List<ActivityCounts> counts;
    private final ChangeLog changes;

    DashboardService(DashboardRepository dashboards, List<ActivityCounts> counts, ChangeLog changes) {
        this.dashboards = dashboards;
        this.counts = counts;
        this.changes = changes;
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, QUEUE);
    }

    DashboardStats readOf(String user) {
        return dashboards.find(user).orElseGet(() -> count(user));
    }

    /**
     * Takes note of a step. Steps of one user are taken one after the other, since each waits for the row: so the last
     * that is announced has them all.
     */
    @EventListener
    void stepped(ActivityStepped step) {
        // What is counted here has the step already, which was written before it was told.
        DashboardStats next =
                dashboards.lock(step.user()).map(known -> known.after(step)).orElseGet(() -> count(step.user()));
        dashboards.update(step.user(), next);
        changes.announce(UPDATE.message(KEY, next), List.of(queue(step.user())));
    }

    private DashboardStats count(String user) {
        Map<String, Map<String, Long>> stats = new TreeMap<>();
        counts.forEach(kind -> stats.put(kind.kind(), new TreeMap<>(kind.countByStatus(user))));
        return new DashboardStats(stats);
    }
}
