package dev.tidings.studio.workflows;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of workflows.
 *
 * @param files folder with workflows that other programs write, each {@code <id>.json} with a name and a graph; the same for all instances
 * @param autosaves how many autosaves of a workflow are kept, the newest ones
 */
@Validated
@ConfigurationProperties("tidings.workflows")
record WorkflowProperties(
        @Nullable Path files,
        @DefaultValue("10") @Min(1) @Max(1_000) int autosaves) {}
