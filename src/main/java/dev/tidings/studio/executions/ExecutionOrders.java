package dev.tidings.studio.executions;

import dev.tidings.http.Problems;
import dev.tidings.instance.WorkPool;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes orders to execute workflows. */
@Component
final class ExecutionOrders {

    private final ExecutionService service;
    private final ExecutionRepository executions;
    private final ExecutionWork work;
    private final WorkPool pool;
    private final ExecutionProperties properties;

    ExecutionOrders(
            ExecutionService service,
            ExecutionRepository executions,
            ExecutionWork work,
            WorkPool executionPool,
            ExecutionProperties properties) {
        this.service = service;
        this.executions = executions;
        this.work = work;
        this.pool = executionPool;
        this.properties = properties;
    }

    /** Accepts an execution; what is returned is committed and will be run or reported failed. */
    Execution order(String user, String workflowId) {
        if (executions.countUnfinished(user) >= properties.unfinishedPerUser()) {
            throw Problems.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "You may have at most %d executions that are not finished"
                            .formatted(properties.unfinishedPerUser()));
        }
        String id = UUID.randomUUID().toString();
        return pool.accept(id, () -> service.create(id, user, workflowId), work::run);
    }
}
