package dev.tidings.studio.collections;

import static dev.tidings.instance.Settings.requirePositive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of collections.
 *
 * @param perUser most collections that a user may have created
 * @param maxTextSize size of the largest file whose content is indexed; of a larger one the name is
 * @param concurrency collections that one instance indexes at a time; the others wait in turn
 * @param progressInterval time between two reports of progress, and longest time until the indexing of a deleted
 *     collection stops
 * @param checkInterval time between two looks for collections whose instance is gone
 */
@Validated
@ConfigurationProperties("tidings.collections")
record CollectionProperties(
        @DefaultValue("100") @Min(1) int perUser,
        @DefaultValue("10MB") DataSize maxTextSize,
        @DefaultValue("1") @Min(1) @Max(64) int concurrency,
        @DefaultValue("1s") Duration progressInterval,
        @DefaultValue("5s") Duration checkInterval) {

    CollectionProperties {
        requirePositive("tidings.collections.max-text-size", maxTextSize.toBytes(), maxTextSize);
        requirePositive("tidings.collections.progress-interval", progressInterval);
        requirePositive("tidings.collections.check-interval", checkInterval);
    }
}
