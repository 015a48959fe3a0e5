package dev.tidings.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link Stamp} and {@link Body}. */
class StampTests {

    @Test
    void isReadAsItWasWritten() {
        byte[] body = new Body(300).stamped(999, 123_456_789_012L, 3_600_000_000_000L);

        int at = Stamp.find(body, 0, body.length);

        assertThat(Stamp.destination(body, at)).isEqualTo(999);
        assertThat(Stamp.number(body, at)).isEqualTo(123_456_789_012L);
        assertThat(Stamp.nanos(body, at)).isEqualTo(3_600_000_000_000L);
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        byte[] bytes = "MESSAGE\nsubscription:s0\n\n{}".getBytes(US_ASCII);

        assertThat(Stamp.find(bytes, 0, bytes.length)).isEqualTo(-1);
    }

    @Test
    void isNotFoundWhereItDoesNotEnd() {
        byte[] body = new Body(300).stamped(1, 2, 3);
        int at = Stamp.find(body, 0, body.length);

        assertThat(Stamp.find(body, 0, at + Stamp.LENGTH - 1)).isEqualTo(-1);
    }

    @Test
    void bodiesAreJsonOfTheSizeAskedFor() {
        for (int size : new int[] {300, 8_000, 20_000}) {
            byte[] body = new Body(size).stamped(1, 2, 3);

            assertThat(body).hasSize(size).doesNotContain(0);
            assertThat(JsonMapper.shared().readTree(body).path("id").asString()).startsWith("~");
        }
    }

    @Test
    void aBodyHasRoomForItsStamp() {
        assertThatThrownBy(() -> new Body(20)).hasMessageContaining("at least");
    }
}
