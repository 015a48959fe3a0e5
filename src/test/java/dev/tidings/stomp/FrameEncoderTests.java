package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link FrameEncoder}. */
class FrameEncoderTests {

    @Test
    void writesTheLengthOfABodyInBytes() {
        Frame frame = Frame.of("MESSAGE", "ü".getBytes(StandardCharsets.UTF_8)).with("subscription", "s1");

        assertThat(encoded(frame, StompVersion.V1_2)).isEqualTo("MESSAGE\nsubscription:s1\ncontent-length:2\n\nü\0");
    }

    @Test
    void writesNoLengthWithoutABody() {
        assertThat(encoded(Frame.of("RECEIPT").with("receipt-id", "r"), StompVersion.V1_2))
                .isEqualTo("RECEIPT\nreceipt-id:r\n\n\0");
    }

    @Test
    void leavesOutHeadersWithoutValue() {
        assertThat(encoded(Frame.of("ERROR").with("receipt-id", null), StompVersion.V1_2))
                .isEqualTo("ERROR\n\n\0");
    }

    @ParameterizedTest
    @CsvSource({
        "V1_0, a b: c\\",
        "V1_1, a\\nb\\c c\\\\",
        "V1_2, a\\nb\\c\\rc\\\\",
    })
    void escapesAsTheVersionSays(StompVersion version, String expected) {
        assertThat(encoded(Frame.of("ERROR").with("message", "a\nb:\rc\\"), version))
                .isEqualTo("ERROR\nmessage:" + expected + "\n\n\0");
    }

    @Test
    void escapesNothingInConnected() {
        assertThat(encoded(Frame.of("CONNECTED").with("user-name", "a:b"), StompVersion.V1_2))
                .isEqualTo("CONNECTED\nuser-name:a:b\n\n\0");
    }

    @Test
    void neverWritesANulIntoAHeader() {
        assertThat(encoded(Frame.of("ERROR").with("message", "a\0b"), StompVersion.V1_2))
                .isEqualTo("ERROR\nmessage:a b\n\n\0");
    }

    private static String encoded(Frame frame, StompVersion version) {
        return new String(FrameEncoder.encode(frame, version), StandardCharsets.UTF_8);
    }
}
