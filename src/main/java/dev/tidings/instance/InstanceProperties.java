package dev.tidings.instance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the entry by which an instance is known to the others.
 *
 * @param heartbeatInterval time between two renewals of the entry
 * @param expiry time without a renewal after which the instance counts as gone, at least twice the interval
 */
@ConfigurationProperties("tidings.instance")
@Validated
record InstanceProperties(
        @DefaultValue("5s") Duration heartbeatInterval,
        @DefaultValue("15s") Duration expiry) {

    InstanceProperties {
        if (!heartbeatInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "'tidings.instance.heartbeat-interval' must be positive, but was " + heartbeatInterval);
        }
        if (expiry.compareTo(heartbeatInterval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "'tidings.instance.expiry' must be at least twice the heartbeat interval of %s, but was %s"
                            .formatted(heartbeatInterval, expiry));
        }
    }
}
