package dev.tidings.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests for {@link MonitoringProperties}. */
class MonitoringPropertiesTests {

    @Test
    void forgetsAKilledInstanceWithinTenSeconds() {
        assertThat(new MonitoringProperties(Duration.ofSeconds(2)).expiry()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void refusesToReportAllTheTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MonitoringProperties(Duration.ZERO))
                .withMessageContaining("'tidings.monitoring.report-interval'")
                .withMessageContaining("PT0S");
    }
}
