package dev.tidings.studio.workflows;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of workflows.
 *
 * @param autosaves how many autosaves of a workflow are kept, the newest ones
 */
@Validated
@ConfigurationProperties("tidings.workflows")
record WorkflowProperties(
        @DefaultValue("10") @Min(1) @Max(1_000) int autosaves) {}
