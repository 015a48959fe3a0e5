package dev.tidings.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests for {@link JobProperties}. */
class JobPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new JobProperties(2, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "concurrency", "4",
                        "unfinished-per-user", "10",
                        "progress-interval", "500ms",
                        "check-interval", "1s")))
                .isEqualTo(new JobProperties(4, 10, Duration.ofMillis(500), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"concurrency, 0", "concurrency, 65", "unfinished-per-user, 0"})
    void refusesNumbersOutOfRange(String name, String value) {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(bind(Map.of(name, value))))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"progress-interval", "check-interval"})
    void refusesIntervalsThatAreNotPositive(String name) {
        assertThatThrownBy(() -> bind(Map.of(name, "0s")))
                .rootCause()
                .hasMessageContaining("'tidings.jobs." + name + "' must be positive");
    }

    private static JobProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("tidings.jobs." + name, value));
        return new Binder(source).bindOrCreate("tidings.jobs", JobProperties.class);
    }
}
