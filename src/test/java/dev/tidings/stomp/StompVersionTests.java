package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link StompVersion}. */
class StompVersionTests {

    @ParameterizedTest
    @CsvSource({"1.0,V1_0", "1.1,V1_1", "1.2,V1_2", "'1.0,1.2,1.1',V1_2", "' 1.1 , 1.0',V1_1", "'3.0,1.1',V1_1"})
    void negotiatesTheNewestThatBothSpeak(String accepted, StompVersion expected) {
        assertThat(StompVersion.negotiate(accepted)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2.0", "1", "1.20", "01.2", "1.2;1.1", ","})
    void negotiatesNothingWithoutACommonOne(String accepted) {
        assertThat(StompVersion.negotiate(accepted)).isEmpty();
    }
}
