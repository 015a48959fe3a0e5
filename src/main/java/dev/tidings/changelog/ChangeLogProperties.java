package dev.tidings.changelog;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the change log.
 *
 * @param pollInterval longest time until the publisher looks for changes when no wake-up reaches it
 * @param window most entries that are on their way to the broker at a time
 * @param publicationTimeout time without an outcome from the broker after which the publisher gives up its lease
 * @param directUrl JDBC URL for the connections of the lease and the wake-up, needed when the application's own
 *     goes through a pooler that does not keep sessions
 * @param retention how long entries stay
 */
@Validated
@ConfigurationProperties("tidings.changelog")
record ChangeLogProperties(
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("500") @Min(1) @Max(10_000) int window,
        @DefaultValue("10s") Duration publicationTimeout,
        @Nullable String directUrl,
        @DefaultValue @Valid RetentionProperties retention) {

    ChangeLogProperties {
        requirePositive("tidings.changelog.poll-interval", pollInterval);
        requirePositive("tidings.changelog.publication-timeout", publicationTimeout);
        if (pollInterval.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException(
                    "'tidings.changelog.poll-interval' must be at most 1s, but was " + pollInterval);
        }
    }

    /**
     * How long entries stay. What is not published is never removed.
     *
     * @param age entries older than this are removed
     * @param count most entries that are kept for one destination
     * @param interval time between two runs
     */
    record RetentionProperties(
            @DefaultValue("7d") Duration age,
            @DefaultValue("10000") @Min(1) long count,
            @DefaultValue("1m") Duration interval) {

        RetentionProperties {
            requirePositive("tidings.changelog.retention.age", age);
            requirePositive("tidings.changelog.retention.interval", interval);
        }
    }

    private static void requirePositive(String property, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("'%s' must be positive, but was %s".formatted(property, value));
        }
    }
}
