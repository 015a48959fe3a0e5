package dev.tidings.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests for {@link InstanceProperties}. */
class InstancePropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new InstanceProperties(Duration.ofSeconds(5), Duration.ofSeconds(15)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of("heartbeat-interval", "1s", "expiry", "3s")))
                .isEqualTo(new InstanceProperties(Duration.ofSeconds(1), Duration.ofSeconds(3)));
    }

    @Test
    void refusesAnIntervalThatIsNotPositive() {
        assertThatThrownBy(() -> bind(Map.of("heartbeat-interval", "0s")))
                .rootCause()
                .hasMessageContaining("'tidings.instance.heartbeat-interval' must be positive");
    }

    @Test
    void refusesAnExpiryThatOneLateHeartbeatWouldMiss() {
        assertThatThrownBy(() -> bind(Map.of("heartbeat-interval", "5s", "expiry", "9s")))
                .rootCause()
                .hasMessageContaining("'tidings.instance.expiry' must be at least twice");
    }

    private static InstanceProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("tidings.instance." + name, value));
        return new Binder(source).bindOrCreate("tidings.instance", InstanceProperties.class);
    }
}
