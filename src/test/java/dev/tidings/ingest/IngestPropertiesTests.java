package dev.tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** Tests for {@link IngestProperties}. */
class IngestPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind())
                .isEqualTo(new IngestProperties(DataSize.ofMegabytes(8), Duration.ofDays(1), 5, Duration.ofSeconds(1)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(
                        "tidings.ingest.max-request-size=1KB",
                        "tidings.ingest.key-age=2h",
                        "tidings.ingest.retries=0",
                        "tidings.ingest.retry-delay=5ms"))
                .isEqualTo(new IngestProperties(DataSize.ofKilobytes(1), Duration.ofHours(2), 0, Duration.ofMillis(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "tidings.ingest.max-request-size, 0B, must be positive and at most 268435456B",
        "tidings.ingest.max-request-size, 257MB, must be positive and at most 268435456B",
        "tidings.ingest.key-age, 0s, must be positive",
        "tidings.ingest.retry-delay, 0s, must be positive"
    })
    void refusesValuesOutOfRange(String property, String value, String rule) {
        Settings.assertRefused(Declaration.class, "'%s' %s, but was".formatted(property, rule), property + "=" + value);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 21})
    void refusesNumbersOfRetriesOutOfRange(int retries) {
        Settings.assertRefused(Declaration.class, "retries", "tidings.ingest.retries=" + retries);
    }

    private static IngestProperties bind(String... values) {
        return Settings.bind(IngestProperties.class, Declaration.class, values);
    }

    @EnableConfigurationProperties(IngestProperties.class)
    private static final class Declaration {}
}
