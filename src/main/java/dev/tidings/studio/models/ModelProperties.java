package dev.tidings.studio.models;

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
 * Settings of downloads.
 *
 * @param allowedHosts hosts that files may be downloaded from, each {@code host} or {@code host:port}
 * @param maxSize size of the largest file
 * @param concurrency downloads that one instance runs at a time; the others wait in turn
 * @param unfinishedPerUser most downloads of one user that may wait or run
 * @param progressInterval time between two reports of progress, and longest time until a cancelled download stops
 * @param checkInterval time between two looks for downloads whose instance is gone
 * @param timeout longest time without a byte from the other host
 * @param retries how often a download that breaks off goes on by itself without having got any further
 * @param retryDelay time until the first of these; each time it doubles
 */
@Validated
@ConfigurationProperties("tidings.models")
record ModelProperties(
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue("20GB") DataSize maxSize,
        @DefaultValue("2") @Min(1) @Max(64) int concurrency,
        @DefaultValue("100") @Min(1) int unfinishedPerUser,
        @DefaultValue("1s") Duration progressInterval,
        @DefaultValue("5s") Duration checkInterval,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("5") @Min(0) @Max(20) int retries,
        @DefaultValue("1s") Duration retryDelay) {

    ModelProperties {
        requirePositive("tidings.models.max-size", maxSize.toBytes(), maxSize);
        requirePositive("tidings.models.progress-interval", progressInterval);
        requirePositive("tidings.models.check-interval", checkInterval);
        requirePositive("tidings.models.timeout", timeout);
        requirePositive("tidings.models.retry-delay", retryDelay);
    }
}
