package dev.tidings.studio.jobs;

import dev.tidings.studio.activity.ActivityCounts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts jobs. */
@Component
final class JobCounts implements ActivityCounts {

    static final String KIND = "jobs";

    private final JobRepository jobs;

    JobCounts(JobRepository jobs) {
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Long> countByStatus(String user) {
        return jobs.countByStatus(user);
    }
}
