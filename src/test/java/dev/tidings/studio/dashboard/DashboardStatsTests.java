package dev.tidings.studio.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.studio.activity.ActivityStepped;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests for {@link DashboardStats}. */
class DashboardStatsTests {

    @Test
    void followsAPieceOfWork() {
        var stats = new DashboardStats(Map.of("downloads", Map.of("completed", 2L)));

        stats = stats.after(new ActivityStepped("jobs", "alice", null, "queued"));
        assertThat(stats.stats()).isEqualTo(Map.of("downloads", Map.of("completed", 2L), "jobs", Map.of("queued", 1L)));
        stats = stats.after(new ActivityStepped("jobs", "alice", "queued", "running"));
        assertThat(stats.stats().get("jobs")).isEqualTo(Map.of("running", 1L));
        stats = stats.after(new ActivityStepped("jobs", "alice", "running", null));
        assertThat(stats.stats().get("jobs")).isEmpty();
    }
}
