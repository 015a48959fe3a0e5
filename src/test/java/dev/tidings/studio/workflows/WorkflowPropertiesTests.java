package dev.tidings.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests for {@link WorkflowProperties}. */
class WorkflowPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new WorkflowProperties(null, 10));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of("files", "/srv/workflows", "autosaves", "3")))
                .isEqualTo(new WorkflowProperties(Path.of("/srv/workflows"), 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001"})
    void refusesNumbersOutOfRange(String autosaves) {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(bind(Map.of("autosaves", autosaves))))
                    .hasSize(1);
        }
    }

    private static WorkflowProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("tidings.workflows." + name, value));
        return new Binder(source).bindOrCreate("tidings.workflows", WorkflowProperties.class);
    }
}
