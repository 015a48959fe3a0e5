package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.session.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Heartbeat}. */
class HeartbeatTests {

    @Test
    void isNoneWithoutTheHeader() {
        assertThat(Heartbeat.of(Frame.of("CONNECT"))).isEqualTo(Heartbeat.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'0,0', 0, 0",
        "'10000,20000', 10000, 20000",
        "'0,999', 0, 1000",
        "'1,1000', 1000, 1000",
        "'999999999,0', 999999999, 0"
    })
    void isAtLeastASecondOrNothing(String header, long sends, long wants) {
        Heartbeat heartbeat = Heartbeat.of(connect(header));

        assertThat(heartbeat).isEqualTo(new Heartbeat(sends, wants));
        assertThat(heartbeat.headerValue()).isEqualTo(sends + "," + wants);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10,", ",10", "-1,0", "1.5,0", "10, 10", "0x10,0", "1000000000,0", "01,0", "1,2,3"})
    void refusesWhatIsNotTwoNumbers(String header) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Heartbeat.of(connect(header)))
                .satisfies(ex -> assertThat(ex.code()).isEqualTo(ErrorCode.PROTOCOL));
    }

    private static Frame connect(String heartbeat) {
        return Frame.of("CONNECT").with("heart-beat", heartbeat);
    }
}
