package dev.tidings.studio.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.studio.workflows.Node.Transformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link Texts}. */
class TextsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPPER_CASE    | 'b ß\\na'       | 'B SS\\nA'
            LOWER_CASE    | 'B\\nÄ'         | 'b\\nä'
            TRIM_LINES    | ' b \\r\\n\\ta' | 'b\\na\\n'
            SORT_LINES    | 'b\\na\\n'      | 'a\\nb\\n'
            UNIQUE_LINES  | 'b\\na\\nb'     | 'b\\na\\n'
            REVERSE_LINES | 'b\\na\\n'      | 'a\\nb\\n'
            SORT_LINES    | ''              | ''
            """)
    void transforms(Transformation transformation, String text, String expected) {
        assertThat(Texts.transform(text.translateEscapes(), transformation)).isEqualTo(expected.translateEscapes());
    }
}
