package dev.tidings.studio.admin;

import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of what admins are told.
 *
 * @param interval time between two updates
 * @param pricePerCpuHour what an hour of CPU time costs, in any currency
 * @param pricePerGigabyte what a gigabyte read or written costs, in the same one
 */
@Validated
@ConfigurationProperties("tidings.admin")
record AdminProperties(
        @DefaultValue("5s") Duration interval,
        @DefaultValue("0") @PositiveOrZero BigDecimal pricePerCpuHour,
        @DefaultValue("0") @PositiveOrZero BigDecimal pricePerGigabyte) {

    private static final Duration LEAST = Duration.ofMillis(100);

    AdminProperties {
        if (interval.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "'tidings.admin.interval' must be at least %s, but was %s".formatted(LEAST, interval));
        }
    }
}
