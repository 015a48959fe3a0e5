package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.changelog.ChangeLogProperties.RetentionProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tests for {@link ChangeLogProperties}. */
class ChangeLogPropertiesTests {

    private static final String ROOT = "tidings.changelog";

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ChangeLogProperties(
                        Duration.ofSeconds(1),
                        500,
                        Duration.ofSeconds(10),
                        null,
                        new RetentionProperties(Duration.ofDays(7), 10_000, Duration.ofMinutes(1))));
    }

    @Test
    void takesEverySetting() {
        var settings = Map.of(
                ROOT + ".poll-interval", "200ms",
                ROOT + ".window", "50",
                ROOT + ".publication-timeout", "3s",
                ROOT + ".direct-url", "jdbc:postgresql://db/tidings",
                ROOT + ".retention.age", "12h",
                ROOT + ".retention.count", "77",
                ROOT + ".retention.interval", "5s");

        assertThat(bind(settings))
                .isEqualTo(new ChangeLogProperties(
                        Duration.ofMillis(200),
                        50,
                        Duration.ofSeconds(3),
                        "jdbc:postgresql://db/tidings",
                        new RetentionProperties(Duration.ofHours(12), 77, Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @CsvSource({
        "poll-interval, 0s, must be positive",
        "poll-interval, 1001ms, must be at most 1s",
        "publication-timeout, -1s, must be positive",
        "window, 0, window",
        "window, 10001, window",
        "retention.age, 0s, must be positive",
        "retention.count, 0, retention.count",
        "retention.interval, 0s, must be positive",
    })
    void refusesToStartWith(String setting, String value, String reason) {
        runner.withPropertyValues(ROOT + "." + setting + "=" + value)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .extracting(Throwable::toString)
                        .asString()
                        .contains(reason));
    }

    @Test
    void refusesADatabaseThatItDoesNotKnowWithoutShowingItsPassword() {
        assertThat(DatabaseKind.of("jdbc:h2:mem:x")).isEqualTo(DatabaseKind.H2);
        assertThat(DatabaseKind.of("jdbc:postgresql://db/x")).isEqualTo(DatabaseKind.POSTGRESQL);
        assertThatThrownBy(() -> DatabaseKind.of("jdbc:mysql://db/x?password=secret"))
                .hasMessageContaining("jdbc:mysql://db/x")
                .hasMessageContaining("spring.datasource.url")
                .hasMessageNotContaining("secret");
    }

    private static ChangeLogProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(ROOT, ChangeLogProperties.class);
    }

    @EnableConfigurationProperties(ChangeLogProperties.class)
    static class Binding {}
}
