package dev.tidings.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.DestinationProperties.Declaration;
import dev.tidings.destination.DestinationProperties.ReadRule;
import dev.tidings.support.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link DestinationProperties}. */
class DestinationPropertiesTests {

    @Test
    void declaresNothingByDefault() {
        assertThat(bind().declarations()).isEmpty();
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(
                                "tidings.destinations.bench.read=authenticated",
                                "tidings.destinations.bench.types=task_update, planning_update",
                                "tidings.destinations.cost-reports.read=role:urn:x/auditor")
                        .declarations())
                .isEqualTo(Map.of(
                        "bench", new Declaration(new ReadRule(null), Set.of("planning_update", "task_update")),
                        "cost-reports", new Declaration(new ReadRule("urn:x/auditor"), Set.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bench.read=anybody | 'tidings.destinations.bench.read' must be 'authenticated' or 'role:<role>', but was 'anybody'",
                "bench.read=role: | but was 'role:'",
                "bench.read=role:a b | but was 'role:a b'",
                "bench.read= | but was ''",
                "bench.write=all | 'tidings.destinations.bench.write' is no setting. Expected 'tidings.destinations.bench.read'",
                "bench.types=a | 'tidings.destinations.bench.read' must be 'authenticated' or 'role:<role>', but was ''",
                "user.read=authenticated | 'tidings.destinations.user' names no destination",
                "7up.read=authenticated | 'tidings.destinations.7up' names no destination"
            })
    void refusesWhatIsNoRuleOrNoName(String setting, String reason) {
        Settings.assertRefused(DestinationConfiguration.class, reason, "tidings.destinations." + setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,,b", "a b", "a,#"})
    void refusesTypesThatNoMessageCanHave(String types) {
        Settings.assertRefused(
                DestinationConfiguration.class,
                "'tidings.destinations.bench.types' must name types",
                "tidings.destinations.bench.read=authenticated",
                "tidings.destinations.bench.types=" + types);
    }

    private static DestinationProperties bind(String... values) {
        return Settings.bind(DestinationProperties.class, DestinationConfiguration.class, values);
    }
}
