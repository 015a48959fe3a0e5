package dev.tidings.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Position} and {@link ResourceChange}. */
class PositionTests {

    @ParameterizedTest
    @ValueSource(strings = {"e:0", "E_1-x:1", "abc:999999999999999999"})
    void readsWhatItWrites(String text) {
        assertThat(Position.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "e",
                "e:",
                ":1",
                "e:-1",
                "e:+1",
                "e:01",
                "e: 1",
                "e:1 ",
                "e:1:2",
                "ü:1",
                "e.x:1",
                "e:٣",
                "e:9999999999999999999",
                "e:1\n"
            })
    void refusesEveryOtherForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
    }

    @Test
    void refusesANegativeSequenceAndALongEpoch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Position("e", -3))
                .withMessage("'sequence' must not be negative, but was -3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Position("e".repeat(65), 1));
    }

    @Test
    void keepsTheDetailsOfAChangeAsTheyWere() {
        var details = new HashMap<String, Object>(Map.of("a", 1));
        var change = new ResourceChange(ResourceChange.Event.UPDATED, "asset", "x", details);

        details.put("b", 2);

        assertThat(change.details()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void includesWhatIsNotLaterInTheSameNumbering() {
        var position = new Position("e1", 5);

        assertThat(position.includes(new Position("e1", 4))).isTrue();
        assertThat(position.includes(new Position("e1", 5))).isTrue();
        assertThat(position.includes(new Position("e1", 6))).isFalse();
        assertThat(position.includes(new Position("e2", 4))).isFalse();
    }
}
