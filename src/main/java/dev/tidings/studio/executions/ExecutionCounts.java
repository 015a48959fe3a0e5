package dev.tidings.studio.executions;

import dev.tidings.studio.activity.ActivityCounts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts executions. */
@Component
final class ExecutionCounts implements ActivityCounts {

    static final String KIND = "executions";

    private final ExecutionRepository executions;

    ExecutionCounts(ExecutionRepository executions) {
        this.executions = executions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Long> countByStatus(String user) {
        return executions.countByStatus(user);
    }
}
