package dev.tidings.studio.jobs;

import static dev.tidings.instance.Settings.requirePositive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of jobs.
 *
 * @param concurrency jobs that one instance runs at a time; the others wait in turn
 * @param unfinishedPerUser most jobs of one user that may wait or run
 * @param progressInterval time between two reports of progress, and longest time until a cancelled job stops
 * @param checkInterval time between two looks for jobs whose instance is gone
 */
@Validated
@ConfigurationProperties("tidings.jobs")
record JobProperties(
        @DefaultValue("2") @Min(1) @Max(64) int concurrency,
        @DefaultValue("1000") @Min(1) int unfinishedPerUser,
        @DefaultValue("1s") Duration progressInterval,
        @DefaultValue("5s") Duration checkInterval) {

    JobProperties {
        requirePositive("tidings.jobs.progress-interval", progressInterval);
        requirePositive("tidings.jobs.check-interval", checkInterval);
    }
}
