package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Tests for {@link StorageProperties}. */
class StoragePropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new StorageProperties(Path.of("data"), DataSize.ofGigabytes(1)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of("location", "/srv/tidings", "max-file-size", "5MB")))
                .isEqualTo(new StorageProperties(Path.of("/srv/tidings"), DataSize.ofMegabytes(5)));
    }

    @Test
    void refusesASizeThatNoFileHas() {
        assertThatThrownBy(() -> bind(Map.of("max-file-size", "0B")))
                .rootCause()
                .hasMessageContaining("'tidings.storage.max-file-size' must be positive");
    }

    private static StorageProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("tidings.storage." + name, value));
        return new Binder(source).bindOrCreate("tidings.storage", StorageProperties.class);
    }
}
