package dev.tidings.studio.executions;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Deletes executions that nobody asks for any more. */
@Component
final class OldExecutions {

    private static final int CHUNK = 100;

    private final ExecutionRepository executions;
    private final ExecutionService service;

    OldExecutions(ExecutionRepository executions, ExecutionService service) {
        this.executions = executions;
        this.service = service;
    }

    /** Deletes the executions that came to an end before a time. */
    void deleteEndedBefore(Instant time) {
        List<String> ended = executions.readEndedBefore(time, CHUNK);
        while (!ended.isEmpty()) {
            ended.forEach(service::deleteEnded);
            ended = executions.readEndedBefore(time, CHUNK);
        }
    }
}
