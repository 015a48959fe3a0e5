package dev.tidings.studio.executions;

import dev.tidings.instance.Pace;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Runs queued executions. */
@Component
final class ExecutionWork {

    private final ExecutionService service;
    private final NodeWork work;
    private final NodePool pool;
    private final NodeInputs inputs;
    private final OutputFiles files;
    private final ExecutionProperties properties;
    private final Clock clock;

    ExecutionWork(
            ExecutionService service,
            NodeWork work,
            NodePool pool,
            NodeInputs inputs,
            OutputFiles files,
            ExecutionProperties properties,
            Clock clock) {
        this.service = service;
        this.work = work;
        this.pool = pool;
        this.inputs = inputs;
        this.files = files;
        this.properties = properties;
        this.clock = clock;
    }

    /** Runs the execution, unless it was cancelled or taken away before its turn. */
    void run(Execution queued) {
        service.start(queued.id())
                .ifPresent(running -> new ExecutionRun(
                                running,
                                service,
                                work,
                                pool,
                                inputs,
                                files,
                                () -> new Pace(properties.progressInterval(), clock),
                                properties.progressInterval().toMillis())
                        .run());
    }
}
