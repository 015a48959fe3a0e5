package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A file as its list shows it.
 *
 * @param name of the workflow, {@code null} if there is an error
 * @param error what is wrong with the file
 * @param sha256 digest in hexadecimal digits, of the beginning only if the file is too large; {@code null} if it cannot
 *     be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkflowFileItem(
        @Nullable String name,
        @Nullable Integer nodeCount,
        @Nullable String error,
        @Nullable String sha256) {

    static WorkflowFileItem bad(String error, @Nullable String sha256) {
        return new WorkflowFileItem(null, null, error, sha256);
    }
}
