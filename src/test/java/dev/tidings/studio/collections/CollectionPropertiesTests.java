package dev.tidings.studio.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Tests for {@link CollectionProperties}. */
class CollectionPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new CollectionProperties(
                        100, DataSize.ofMegabytes(10), 1, Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "per-user", "5",
                        "max-text-size", "1MB",
                        "concurrency", "2",
                        "progress-interval", "500ms",
                        "check-interval", "2s")))
                .isEqualTo(new CollectionProperties(
                        5, DataSize.ofMegabytes(1), 2, Duration.ofMillis(500), Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({"per-user, 0", "concurrency, 0", "concurrency, 65"})
    void refusesNumbersOutOfRange(String name, String value) {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(bind(Map.of(name, value))))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"progress-interval, 0s", "check-interval, 0s", "max-text-size, 0B"})
    void refusesWhatIsNotPositive(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .rootCause()
                .hasMessageContaining("'tidings.collections." + name + "' must be positive");
    }

    private static CollectionProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("tidings.collections." + name, value));
        return new Binder(source).bindOrCreate("tidings.collections", CollectionProperties.class);
    }
}
