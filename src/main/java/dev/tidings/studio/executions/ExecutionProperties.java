package dev.tidings.studio.executions;

import static dev.tidings.instance.Settings.requirePositive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of executions.
 *
 * @param allowedHosts hosts that nodes may download from, each {@code host} or {@code host:port}
 * @param timeout longest time without a byte from another host
 * @param maxOutputSize size of the largest output of a node
 * @param maxTextSize size of the largest text that is transformed
 * @param concurrency executions that one instance runs at a time; the others wait in turn
 * @param nodeConcurrency nodes that one instance runs at a time, of all its executions
 * @param unfinishedPerUser most executions of one user that may wait or run
 * @param progressInterval time between two reports of progress, and longest time until a cancelled execution stops
 * @param checkInterval time between two looks for executions whose instance is gone
 * @param keep how long an execution is kept after its end
 */
@Validated
@ConfigurationProperties("tidings.executions")
record ExecutionProperties(
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("100MB") DataSize maxOutputSize,
        @DefaultValue("10MB") DataSize maxTextSize,
        @DefaultValue("4") @Min(1) @Max(64) int concurrency,
        @DefaultValue("4") @Min(1) @Max(64) int nodeConcurrency,
        @DefaultValue("100") @Min(1) int unfinishedPerUser,
        @DefaultValue("1s") Duration progressInterval,
        @DefaultValue("5s") Duration checkInterval,
        @DefaultValue("30d") Duration keep) {

    ExecutionProperties {
        requirePositive("tidings.executions.max-output-size", maxOutputSize.toBytes(), maxOutputSize);
        requirePositive("tidings.executions.max-text-size", maxTextSize.toBytes(), maxTextSize);
        requirePositive("tidings.executions.timeout", timeout);
        requirePositive("tidings.executions.progress-interval", progressInterval.toMillis(), progressInterval);
        requirePositive("tidings.executions.check-interval", checkInterval);
        requirePositive("tidings.executions.keep", keep);
    }
}
