package dev.tidings.change;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link MessageType} and {@link TypedMessage}. */
class MessageTypeTests {

    private record Line(String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "Log", "log-update", "log update", "resource_change"})
    void refusesANameThatIsNoneOrTaken(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageType<>(name, Line.class))
                .withMessageContaining("'" + name + "'");
    }

    @Test
    void refusesTheContentOfAnotherType() {
        var type = new MessageType<>("log_update", Line.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TypedMessage(type, new ChangeKey("log", "7"), new Position("e", 1)))
                .withMessage("A message of type 'log_update' must hold a Line, but holds a Position");
    }
}
