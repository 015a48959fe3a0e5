package dev.tidings.stomp;

import java.nio.charset.StandardCharsets;

/** Encodes frames to a client, in the version that was negotiated with it. */
final class FrameEncoder {

    private static final byte[] HEARTBEAT = {'\n'};

    private FrameEncoder() {}

    static byte[] heartbeat() {
        return HEARTBEAT;
    }

    static byte[] encode(Frame frame, StompVersion version) {
        HeaderEscapes escapes = HeaderEscapes.of(frame.command(), version);
        var head = new StringBuilder(256).append(frame.command()).append('\n');
        frame.headers().forEach((name, value) -> {
            escapes.escape(name, head);
            head.append(':');
            escapes.escape(value, head);
            head.append('\n');
        });
        if (frame.body().length > 0) {
            head.append("content-length:").append(frame.body().length).append('\n');
        }
        byte[] headBytes = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new byte[headBytes.length + frame.body().length + 1];
        System.arraycopy(headBytes, 0, encoded, 0, headBytes.length);
        System.arraycopy(frame.body(), 0, encoded, headBytes.length, frame.body().length);
        return encoded;
    }
}
