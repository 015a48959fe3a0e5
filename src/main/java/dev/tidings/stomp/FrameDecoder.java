package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the byte stream of one client into frames, strictly and in bounded memory.
 *
 * <p>The stream may be cut anywhere: a frame may come in pieces of one byte, and one piece may hold several
 * frames. The work is linear in the bytes received. After an exception the decoder must not be used again.
 * Used by one thread at a time.
 *
 * @see <a href="https://stomp.github.io/stomp-specification-1.2.html#Augmented_BNF">STOMP 1.2, Augmented BNF</a>
 */
final class FrameDecoder {

    private static final int LF = '\n';
    private static final int CR = '\r';
    private static final int NUL = 0;
    private static final int MAX_COMMAND_BYTES = 32;
    private static final int INITIAL_CAPACITY = 256;

    private final FrameLimits limits;
    private final Consumer<Frame> frames;
    private final Runnable heartbeats;

    private StompVersion version = StompVersion.V1_2;
    private Part part = Part.BETWEEN_FRAMES;
    private byte[] collected = new byte[INITIAL_CAPACITY];
    private int size;
    private boolean afterCr;
    private boolean heartbeat;

    private String command = "";
    private Map<String, String> headers = new LinkedHashMap<>();
    private int headerBytes;
    private int headerLines;
    /** Length of the body as the client gave it, or negative if the body ends at the first NUL. */
    private int bodyLength;

    private enum Part {
        BETWEEN_FRAMES,
        COMMAND,
        HEADER,
        BODY
    }

    /**
     * Creates a decoder.
     *
     * @param frames takes each frame as soon as it is complete
     * @param heartbeats told of the ends of line between frames, once for each piece that has some: a piece
     *     full of them costs no more than one
     */
    FrameDecoder(FrameLimits limits, Consumer<Frame> frames, Runnable heartbeats) {
        this.limits = limits;
        this.frames = frames;
        this.heartbeats = heartbeats;
    }

    /** Sets the version that was negotiated: it decides which escapes there are. */
    void useVersion(StompVersion negotiated) {
        version = negotiated;
    }

    /**
     * Takes the next bytes of the client.
     *
     * @throws ProtocolException if they do not continue a valid stream of frames
     */
    void decode(ByteBuffer bytes) {
        heartbeat = false;
        while (bytes.hasRemaining()) {
            if (part == Part.BODY) {
                readBody(bytes);
            } else {
                readLineByte(bytes.get());
            }
        }
        if (heartbeat) {
            heartbeats.run();
        }
    }

    private void readLineByte(byte b) {
        if (afterCr && b != LF) {
            throw protocolError("A carriage return must be followed by a line feed; within a header it is written \\r");
        }
        switch (b) {
            case CR -> afterCr = true;
            case LF -> {
                afterCr = false;
                endOfLine();
            }
            case NUL -> throw protocolError("A NUL must not occur in the command or the headers");
            default -> collectLineByte(b);
        }
    }

    private void collectLineByte(byte b) {
        if (part == Part.BETWEEN_FRAMES) {
            part = Part.COMMAND;
        }
        if (part == Part.COMMAND && size == MAX_COMMAND_BYTES) {
            throw protocolError("The command must take at most " + MAX_COMMAND_BYTES + " bytes");
        }
        headerBytes++;
        if (headerBytes > limits.header().toBytes()) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE,
                    "Command and headers of a frame must take at most "
                            + limits.header().toBytes() + " bytes");
        }
        collect(b);
    }

    private void endOfLine() {
        switch (part) {
            case BETWEEN_FRAMES -> heartbeat = true;
            case COMMAND -> {
                command = text();
                part = Part.HEADER;
            }
            case HEADER -> {
                if (size == 0) {
                    startBody();
                } else {
                    addHeader();
                }
            }
            case BODY -> throw new IllegalStateException("A body has no lines");
        }
        size = 0;
    }

    private void addHeader() {
        headerLines++;
        if (headerLines > limits.headerCount()) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "A frame must have at most " + limits.headerCount() + " headers");
        }
        String line = text();
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw protocolError("A header line must contain a colon");
        }
        if (colon == 0) {
            throw protocolError("A header must have a name");
        }
        HeaderEscapes escapes = HeaderEscapes.of(command, version);
        headers.putIfAbsent(escapes.unescape(line.substring(0, colon)), escapes.unescape(line.substring(colon + 1)));
    }

    private void startBody() {
        part = Part.BODY;
        bodyLength = contentLength(headers.get("content-length"));
    }

    private int contentLength(@Nullable String value) {
        if (value == null) {
            return -1;
        }
        if (value.isEmpty() || value.length() > 10 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw protocolError("'content-length' must be a number of bytes");
        }
        long length = Long.parseLong(value);
        if (length > limits.body().toBytes()) {
            throw bodyTooLarge();
        }
        return (int) length;
    }

    private void readBody(ByteBuffer bytes) {
        int wanted = bodyLength < 0 ? untilNul(bytes) : Math.min(bodyLength - size, bytes.remaining());
        if (size + wanted > limits.body().toBytes()) {
            throw bodyTooLarge();
        }
        ensureCapacity(size + wanted);
        bytes.get(collected, size, wanted);
        size += wanted;
        if (bytes.hasRemaining() && (bodyLength < 0 || size == bodyLength)) {
            if (bytes.get() != NUL) {
                throw protocolError("The body is longer than its 'content-length', or does not end with NUL");
            }
            endOfFrame();
        }
    }

    private static int untilNul(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit() && bytes.get(at) != NUL) {
            at++;
        }
        return at - bytes.position();
    }

    private void endOfFrame() {
        var frame = new Frame(command, headers, size == 0 ? Frame.NO_BODY : Arrays.copyOf(collected, size));
        part = Part.BETWEEN_FRAMES;
        headers = new LinkedHashMap<>();
        headerBytes = 0;
        headerLines = 0;
        size = 0;
        if (collected.length > INITIAL_CAPACITY) {
            collected = new byte[INITIAL_CAPACITY];
        }
        frames.accept(frame);
    }

    private void collect(byte b) {
        ensureCapacity(size + 1);
        collected[size++] = b;
    }

    private void ensureCapacity(int capacity) {
        if (capacity > collected.length) {
            collected = Arrays.copyOf(collected, Math.max(capacity, 2 * collected.length));
        }
    }

    private String text() {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(collected, 0, size));
            return text.toString();
        } catch (CharacterCodingException ex) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "Command and headers must be UTF-8");
        }
    }

    private ProtocolException bodyTooLarge() {
        return new ProtocolException(
                ErrorCode.TOO_LARGE,
                "The body of a frame must take at most " + limits.body().toBytes() + " bytes");
    }

    private static ProtocolException protocolError(String message) {
        return new ProtocolException(ErrorCode.PROTOCOL, message);
    }
}
