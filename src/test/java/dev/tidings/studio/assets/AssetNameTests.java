package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

/** Tests for {@link AssetName}. */
class AssetNameTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b.txt", "…", ".hidden", "...", "naïve 日本 🎉", "a:b*?\"<>|", "Ünïcode"})
    void takesWhatSystemsTake(String name) {
        assertThatCode(() -> AssetName.check("name", name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "\u00a0a",
                "a/b",
                "../a",
                "C:\\a.txt",
                ".",
                "..",
                "a\u0000b",
                "a\nb",
                "a\u007f",
                "a\u0085b",
                "a\ud800b",
                "\udc00"
            })
    void refusesWhatWouldSurprise(String name) {
        assertThatThrownBy(() -> AssetName.check("name", name))
                .isInstanceOfSatisfying(ErrorResponseException.class, problem -> assertThatField(problem, "name"));
    }

    @ParameterizedTest
    @CsvSource({"a, 255", "🎉, 255"})
    void countsCharactersAndNotUnits(String character, int most) {
        assertThatCode(() -> AssetName.check("name", character.repeat(most))).doesNotThrowAnyException();
        assertThatThrownBy(() -> AssetName.check("name", character.repeat(most + 1)))
                .hasMessageContaining("must have at most 255 characters, but has 256");
    }

    @Test
    void namesTheFieldThatTheClientUsed() {
        assertThatThrownBy(() -> AssetName.check("file", ".."))
                .isInstanceOfSatisfying(ErrorResponseException.class, problem -> assertThatField(problem, "file"));
    }

    private static void assertThatField(ErrorResponseException problem, String field) {
        assertThat(problem.getBody().getProperties()).containsEntry("field", field);
    }
}
