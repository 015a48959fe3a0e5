package dev.tidings.studio.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests for {@link WatchingProperties}. */
class WatchingPropertiesTests {

    @Test
    void looksEveryTwoSeconds() {
        assertThat(bind(Map.of())).isEqualTo(new WatchingProperties(Duration.ofSeconds(2)));
    }

    @Test
    void takesAnInterval() {
        assertThat(bind(Map.of("interval", "500ms"))).isEqualTo(new WatchingProperties(Duration.ofMillis(500)));
    }

    @Test
    void refusesToLookAllTheTime() {
        assertThatThrownBy(() -> bind(Map.of("interval", "99ms")))
                .rootCause()
                .hasMessageContaining("'tidings.watching.interval' must be at least");
    }

    private static WatchingProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("tidings.watching." + name, value));
        return new Binder(source).bindOrCreate("tidings.watching", WatchingProperties.class);
    }
}
