package dev.tidings.replay;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of replays.
 *
 * @param limit most entries that a subscription gets again; one that misses more has to load its list
 */
@Validated
@ConfigurationProperties("tidings.replay")
record ReplayProperties(
        @DefaultValue("5000") @Min(1) @Max(1_000_000) int limit) {}
