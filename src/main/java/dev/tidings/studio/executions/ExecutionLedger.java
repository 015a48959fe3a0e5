package dev.tidings.studio.executions;

import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.instance.WorkPool.Failure;
import dev.tidings.instance.WorkPool.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The executions that have not come to an end, and why some never will. */
@Component
final class ExecutionLedger implements Ledger {

    private final ExecutionService service;
    private final ExecutionRepository executions;

    ExecutionLedger(ExecutionService service, ExecutionRepository executions) {
        this.service = service;
        this.executions = executions;
    }

    @Override
    public List<Claim> readUnfinished() {
        return executions.readUnfinished();
    }

    @Override
    public void fail(Claim claim, Failure why) {
        service.fail(claim.id(), claim.instanceId(), text(why));
    }

    private static String text(Failure why) {
        return switch (why) {
            case INTERRUPTED -> "Interrupted by a shutdown of the service. Start the workflow again";
            case INSTANCE_GONE -> "The instance that ran the execution is gone. Start the workflow again";
            case BROKE_OFF -> "The service failed while it ran the execution. Start the workflow again";
        };
    }
}
