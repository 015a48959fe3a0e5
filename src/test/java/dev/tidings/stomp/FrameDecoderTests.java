package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.session.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Tests for {@link FrameDecoder}. */
class FrameDecoderTests {

    private static final FrameLimits LIMITS = new FrameLimits(DataSize.ofBytes(1024), 8, DataSize.ofBytes(2048));

    private final List<Frame> frames = new ArrayList<>();
    private int heartbeats;
    private final FrameDecoder decoder = decoder(LIMITS);

    private FrameDecoder decoder(FrameLimits limits) {
        return new FrameDecoder(limits, frames::add, () -> heartbeats++);
    }

    @Test
    void decodesAFrame() {
        decode("SEND\ndestination:/app/x\ncontent-type:text/plain\n\nhello\0");

        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(frame.command()).isEqualTo("SEND");
            assertThat(frame.headers())
                    .containsExactly(Map.entry("destination", "/app/x"), Map.entry("content-type", "text/plain"));
            assertThat(frame.body()).isEqualTo(utf8("hello"));
        });
    }

    @Test
    void decodesAFrameInPiecesOfOneByte() {
        for (byte b : utf8("SEND\r\ndestination:/app/ü\r\ncontent-length:3\r\n\r\na\0b\0\n")) {
            decoder.decode(ByteBuffer.wrap(new byte[] {b}));
        }

        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(frame.header("destination")).isEqualTo("/app/ü");
            assertThat(frame.body()).isEqualTo(utf8("a\0b"));
        });
        assertThat(heartbeats).isEqualTo(1);
    }

    @Test
    void decodesALineEndThatIsSplitOverPieces() {
        decode("DISCONNECT\r");
        decode("\nreceipt:1\r");
        decode("\n\r");
        decode("\n\0\r");
        decode("\n");

        assertThat(frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.headers()).isEqualTo(Map.of("receipt", "1")));
        assertThat(heartbeats).isEqualTo(1);
    }

    @Test
    void decodesSeveralFramesOfOnePiece() {
        decode("\nACK\nid:1\n\n\0NACK\nid:2\n\n\0\r\n\nDISCONNECT\n\n\0");

        assertThat(frames).extracting(Frame::command).containsExactly("ACK", "NACK", "DISCONNECT");
    }

    @Test
    void tellsOfHeartbeatsOnceForAPiece() {
        decode("\n\n\r\n\n");
        decode("\n");

        assertThat(heartbeats).isEqualTo(2);
        assertThat(frames).isEmpty();
    }

    @Test
    void keepsTheFirstOfRepeatedHeaders() {
        decode("SUBSCRIBE\nid:first\nid:second\n\n\0");

        assertThat(frames.getFirst().headers()).isEqualTo(Map.of("id", "first"));
    }

    @Test
    void keepsSpacesAndFurtherColons() {
        decode("SUBSCRIBE\n id : a:b \nempty:\n\n\0");

        assertThat(frames.getFirst().headers()).isEqualTo(Map.of(" id ", " a:b ", "empty", ""));
    }

    @Test
    void startsAnewAfterEachFrame() {
        decode("SEND\na:1\ncontent-length:4\n\nbody\0DISCONNECT\n\n\0");

        assertThat(frames.getLast().headers()).isEmpty();
        assertThat(frames.getLast().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\nno colon\n\n\0",
                "SEND\n:no name\n\n\0",
                "SEND\na:nul\0",
                "SE\0ND\n\n\0",
                "\0",
                "SEND\na:b\rc\n\n\0",
                "SEND\ncontent-length:3\n\nlong!\0",
                "SEND\ncontent-length:9\n\nshort\0SEND\n\n\0",
                "SEND\ncontent-length:\n\n\0",
                "SEND\ncontent-length:-1\n\n\0",
                "SEND\ncontent-length:1e1\n\n\0",
                "SEND\ncontent-length:00000000001\n\n\0",
                "SEND\ncontent-length:\u0661\n\n\0",
                "SEND\na:\\t\n\n\0",
                "SEND\na:b\\\n\n\0",
                "SEND\n\\x:b\n\n\0",
                "ACOMMANDTHATISLONGERTHANANYOTHERCOMMAND\n\n\0"
            })
    void refusesWhatIsNoFrame(String frame) {
        assertThat(failure(utf8(frame)).code()).isEqualTo(ErrorCode.PROTOCOL);
    }

    @Test
    void refusesCommandsAndHeadersThatAreNotUtf8() {
        assertThat(failure(latin1("S\u00fcND\n\n\0")).code()).isEqualTo(ErrorCode.PROTOCOL);
    }

    @Test
    void refusesHeadersThatAreNotUtf8() {
        assertThat(failure(latin1("SEND\na:\u00c3(\n\n\0")).code()).isEqualTo(ErrorCode.PROTOCOL);
    }

    @Test
    void takesABodyOfAnyBytes() {
        decoder.decode(ByteBuffer.wrap(latin1("SEND\ncontent-length:3\n\n\u00ff\0\u00fe\0")));

        assertThat(frames.getFirst().body()).containsExactly(0xff, 0, 0xfe);
    }

    @ParameterizedTest
    @CsvSource({
        "V1_0, 'a\\nb', 'a\\nb'",
        "V1_1, '\\c\\\\', ':\\'",
        "V1_2, '\\c\\\\', ':\\'",
    })
    void readsTheEscapesOfTheVersion(StompVersion version, String raw, String value) {
        decoder.useVersion(version);

        decode("SEND\nheader:" + raw + "\n\n\0");

        assertThat(frames.getFirst().header("header")).isEqualTo(value);
    }

    @Test
    void readsLineEndsFromEscapes() {
        decode("SEND\na\\cb:1\\n2\\r3\n\n\0");

        assertThat(frames.getFirst().headers()).isEqualTo(Map.of("a:b", "1\n2\r3"));
    }

    @Test
    void knowsNoEscapedCarriageReturnInVersion11() {
        decoder.useVersion(StompVersion.V1_1);

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("SEND\na:\\r\n\n\0"))
                .satisfies(ex -> assertThat(ex.code()).isEqualTo(ErrorCode.PROTOCOL));
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void readsNoEscapesInConnect(StompVersion version) {
        decoder.useVersion(version);

        decode("CONNECT\npasscode:a\\tb\\\\\n\n\0");

        assertThat(frames.getFirst().header("passcode")).isEqualTo("a\\tb\\\\");
    }

    @Test
    void takesHeadersUpToTheLimitAndNotOneByteMore() {
        int room = 1024 - "SENDa:".length();

        assertThatCode(() -> decode("SEND\na:" + "x".repeat(room) + "\n\n\0")).doesNotThrowAnyException();
        assertThat(failure(utf8("SEND\na:" + "x".repeat(room + 1))).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void takesAsManyHeadersAsTheLimitSaysAndNotOneMore() {
        assertThatCode(() -> decode("SEND\n" + "a:b\n".repeat(8) + "\n\0")).doesNotThrowAnyException();
        assertThat(failure(utf8("SEND\n" + "a:b\n".repeat(9))).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void takesABodyUpToTheLimitAndNotOneByteMore() {
        assertThatCode(() -> decode("SEND\n\n" + "x".repeat(2048) + "\0")).doesNotThrowAnyException();
        assertThat(failure(utf8("SEND\n\n" + "x".repeat(2049))).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void refusesABodyAsSoonAsItsLengthIsKnown() {
        assertThatCode(() -> decode("SEND\ncontent-length:2048\n\n" + "x".repeat(2048) + "\0"))
                .doesNotThrowAnyException();
        assertThat(failure(utf8("SEND\ncontent-length:2049\n\n")).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void refusesALengthBeyondAnyNumber() {
        assertThat(failure(utf8("SEND\ncontent-length:9999999999\n\n")).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    /** Each piece is read once: a decoder that went back to what it has would read a buffer again. */
    @Test
    void readsEachByteOnceHoweverTheStreamIsCut() {
        int size = 1 << 20;
        FrameDecoder large = decoder(new FrameLimits(DataSize.ofBytes(1024), 8, DataSize.ofBytes(size)));
        byte[] stream = utf8("SEND\ncontent-length:" + size + "\n\n" + "x".repeat(size) + "\0");

        for (byte b : stream) {
            ByteBuffer piece = ByteBuffer.wrap(new byte[] {b});
            large.decode(piece);
            assertThat(piece.hasRemaining()).isFalse();
        }

        assertThat(frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.body()).hasSize(size));
    }

    @Property(tries = 500)
    void decodesWhatWasEncodedHoweverItIsCut(
            @ForAll("frame") Frame frame,
            @ForAll StompVersion version,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        decoder.useVersion(version);
        byte[] stream = FrameEncoder.encode(frame, version);

        int at = 0;
        for (int length : cuts) {
            int end = Math.min(at + length, stream.length);
            decoder.decode(ByteBuffer.wrap(stream, at, end - at));
            at = end;
        }
        decoder.decode(ByteBuffer.wrap(stream, at, stream.length - at));

        assertThat(frames).singleElement().satisfies(decoded -> {
            assertThat(decoded.command()).isEqualTo(frame.command());
            assertThat(decoded.headers()).containsAllEntriesOf(frame.headers());
            assertThat(decoded.body()).isEqualTo(frame.body());
        });
        frames.clear();
    }

    @Provide
    Arbitrary<Frame> frame() {
        // What every version can carry: 1.0 knows no escapes.
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("abcABC019-_/ üß\u20ac=.,;")
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<byte[]> body = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        return body.flatMap(bytes -> Arbitraries.maps(text, text).ofMaxSize(6).map(headers -> {
            Frame frame = Frame.of("MESSAGE", bytes);
            headers.forEach(frame::with);
            return frame;
        }));
    }

    private ProtocolException failure(byte[] bytes) {
        ProtocolException failure = catchThrowableOfType(
                ProtocolException.class, () -> decoder(LIMITS).decode(ByteBuffer.wrap(bytes)));
        assertThat(failure)
                .as("Expected a failure, but decoded %s", Arrays.toString(bytes))
                .isNotNull();
        return failure;
    }

    private void decode(String text) {
        decoder.decode(ByteBuffer.wrap(utf8(text)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
