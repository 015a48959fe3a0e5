package dev.tidings.monitoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what is told of the cluster.
 *
 * @param reportInterval time between two reports of an instance; one that is silent for four times as long does not count
 */
@ConfigurationProperties("tidings.monitoring")
record MonitoringProperties(@DefaultValue("2s") Duration reportInterval) {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final int INTERVALS_FORGIVEN = 4;

    MonitoringProperties {
        if (reportInterval.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("'tidings.monitoring.report-interval' must be at least %s, but was %s"
                    .formatted(LEAST, reportInterval));
        }
    }

    /** Returns the age at which a report no longer counts. */
    Duration expiry() {
        return reportInterval.multipliedBy(INTERVALS_FORGIVEN);
    }
}
