package dev.tidings.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests for {@link WebSocketFrames} and {@link StompFrames}. */
class WebSocketFramesTests {

    private static final int TEXT = 0x81;
    private static final int CONTINUED_TEXT = 0x01;
    private static final int LAST_CONTINUATION = 0x80;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final WebSocketFrames frames = new WebSocketFrames();
    private final Received received = new Received();

    @Property(tries = 300)
    void takesFramesApartHoweverTheyAreCut(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 70_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 20_000) int cut) {
        var wire = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int length : lengths) {
            String body = "MESSAGE\n\n" + "x".repeat(length);
            sent.add(body);
            wire.writeBytes(frame(TEXT, (body + '\0').getBytes(US_ASCII)));
            wire.writeBytes(frame(PING, "p".getBytes(US_ASCII)));
        }
        var fresh = new WebSocketFrames();
        var all = new Received();

        feed(fresh, wire.toByteArray(), cut, all);

        assertThat(all.frames).isEqualTo(sent);
        assertThat(all.pings).hasSameSizeAs(lengths).containsOnly("p");
    }

    @Test
    void takesSeveralStompFramesInOneWebSocketMessage() {
        feed(frames, frame(TEXT, "one\0two\0\n\nthree\0".getBytes(US_ASCII)), 1_000, received);

        assertThat(received.frames).containsExactly("one", "two", "\n\nthree");
    }

    @Test
    void takesOneStompFrameInSeveralWebSocketFrames() {
        feed(frames, frame(CONTINUED_TEXT, "MES".getBytes(US_ASCII)), 1, received);
        feed(frames, frame(PING, new byte[0]), 1, received);
        feed(frames, frame(LAST_CONTINUATION, "SAGE\0".getBytes(US_ASCII)), 1, received);

        assertThat(received.frames).containsExactly("MESSAGE");
        assertThat(received.pings).containsExactly("");
    }

    @Test
    void findsTheEndOfAFrameAtEveryPlaceOfAWord() {
        for (int before = 0; before < 40; before++) {
            var own = new Received();
            byte[] bytes = ("\u0001".repeat(before) + '\0' + "b\0").getBytes(US_ASCII);

            own.data(bytes, 0, bytes.length);

            assertThat(own.frames).containsExactly("\u0001".repeat(before), "b");
        }
    }

    @Test
    void tellsTheCodeOfAClose() {
        feed(frames, frame(CLOSE, ByteBuffer.allocate(2).putShort((short) 4408).array()), 1, received);
        feed(frames, frame(CLOSE, new byte[0]), 1, received);

        assertThat(received.closes).containsExactly(4408, 1005);
    }

    @Test
    void passesOverPongs() {
        feed(frames, frame(PONG, "x".getBytes(US_ASCII)), 1, received);
        feed(frames, frame(TEXT, "one\0".getBytes(US_ASCII)), 1, received);

        assertThat(received.frames).containsExactly("one");
        assertThat(received.pings).isEmpty();
    }

    @Test
    void refusesMaskedFrames() {
        byte[] masked = {(byte) TEXT, (byte) 0x81};

        assertThatThrownBy(() -> feed(frames, masked, 1, received)).hasMessageContaining("without a mask");
    }

    private static void feed(WebSocketFrames frames, byte[] wire, int cut, Received received) {
        for (int at = 0; at < wire.length; at += cut) {
            frames.feed(wire, at, Math.min(wire.length, at + cut), received);
        }
    }

    private static byte[] frame(int first, byte[] content) {
        var frame = ByteBuffer.allocate(10 + content.length).put((byte) first);
        if (content.length < 126) {
            frame.put((byte) content.length);
        } else if (content.length <= Character.MAX_VALUE) {
            frame.put((byte) 126).putShort((short) content.length);
        } else {
            frame.put((byte) 127).putLong(content.length);
        }
        frame.put(content).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Keeps everything. */
    private static final class Received implements WebSocketFrames.Sink {

        private final StompFrames stomp = new StompFrames();
        private final List<String> frames = new ArrayList<>();
        private final List<String> pings = new ArrayList<>();
        private final List<Integer> closes = new ArrayList<>();

        @Override
        public void data(byte[] bytes, int from, int to) {
            stomp.feed(
                    bytes,
                    from,
                    to,
                    (frame, start, end) -> frames.add(new String(frame, start, end - start, US_ASCII)));
        }

        @Override
        public void ping(byte[] content) {
            pings.add(new String(content, US_ASCII));
        }

        @Override
        public void close(int code) {
            closes.add(code);
        }
    }
}
