package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A file as its list shows it.
 *
 * @param name of the workflow, {@code null} if there is an error
 * @param error what is wrong with the file
 * @param sha256 digest of the whole file in hexadecimal digits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkflowFileItem(
        @Nullable String name,
        @Nullable Integer nodeCount,
        @Nullable String error,
        String sha256) {}
