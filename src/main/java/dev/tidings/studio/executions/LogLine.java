package dev.tidings.studio.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said during an execution.
 *
 * @param number counts the lines of the execution from 1
 * @param nodeId the node that it is about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogLine(int number, @Nullable String nodeId, String severity, String content, Instant timestamp) {

    static final String INFO = "info";
    static final String ERROR = "error";
}
