package dev.tidings.stomp;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Encodes frames to a client, in the version that was negotiated with it. */
final class FrameEncoder {

    private static final byte[] HEARTBEAT = {'\n'};

    private FrameEncoder() {}

    static byte[] heartbeat() {
        return HEARTBEAT;
    }

    static byte[] encode(Frame frame, StompVersion version) {
        return encode(frame.command(), frame.command() + '\n', frame.headers(), frame.body(), version);
    }

    /**
     * Encodes a frame, or all of it that follows its first lines.
     *
     * @param start what stands before the headers
     */
    static byte[] encode(String command, String start, Map<String, String> headers, byte[] body, StompVersion version) {
        HeaderEscapes escapes = HeaderEscapes.of(command, version);
        var head = new StringBuilder(256).append(start);
        headers.forEach((name, value) -> {
            escapes.escape(name, head);
            head.append(':');
            escapes.escape(value, head);
            head.append('\n');
        });
        if (body.length > 0) {
            head.append("content-length:").append(body.length).append('\n');
        }
        byte[] headBytes = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new byte[headBytes.length + body.length + 1];
        System.arraycopy(headBytes, 0, encoded, 0, headBytes.length);
        System.arraycopy(body, 0, encoded, headBytes.length, body.length);
        return encoded;
    }
}
