package dev.tidings.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ChangeKey}. */
class ChangeKeyTests {

    private static final String LONGEST_TYPE = "t".repeat(64);

    @ParameterizedTest
    @ValueSource(strings = {"job:7", "Node_update.v-2:x", "a:b:c", "a::", "asset: ü €", "a:😀"})
    void readsWhatItWrites(String text) {
        assertThat(ChangeKey.parse(text)).hasToString(text);
    }

    @Test
    void endsTheTypeAtTheFirstColon() {
        assertThat(ChangeKey.parse("urn:isbn:1")).isEqualTo(new ChangeKey("urn", "isbn:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", ":", ":7", "job:", "a b:7", "jöb:7", "job:a\nb", "job:\u0000", "job:\ud800", "a/b:7"})
    void refusesEveryOtherForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeKey.parse(text));
    }

    @Test
    void fitsItsColumnAndNothingLonger() {
        assertThat(new ChangeKey(LONGEST_TYPE, "i".repeat(190)).toString()).hasSize(255);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeKey("job", "i".repeat(191)))
                .withMessage(
                        "The id of a key must be 1 to 190 characters, none of them a control character, but has 191");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeKey(LONGEST_TYPE + "t", "7"))
                .withMessage("The type of a key must be 1 to 64 characters of [A-Za-z0-9_.-], but has 65");
    }
}
