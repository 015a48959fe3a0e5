package dev.tidings.benchmark.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the WebSocket frames of a server apart, however the network cut them. Copies no data. */
final class WebSocketFrames {

    private static final int SHORT_HEADER = 2;
    private static final int LONGEST_HEADER = 10;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int CONTROL = 8;
    private static final int NO_CODE = 1005;

    private final byte[] header = new byte[LONGEST_HEADER];
    private int headerLength;
    private long remaining;
    private byte @Nullable [] control;

    /** Takes what came next. */
    void feed(byte[] bytes, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            if (remaining == 0) {
                header[headerLength++] = bytes[at++];
                if (headerLength == wantedHeader()) {
                    begin(sink);
                }
            } else {
                int end = (int) Math.min(to, at + remaining);
                content(bytes, at, end, sink);
                at = end;
            }
        }
    }

    private int wantedHeader() {
        if (headerLength < SHORT_HEADER) {
            return SHORT_HEADER;
        }
        return switch (header[1] & LENGTH) {
            case TWO_BYTES -> SHORT_HEADER + Short.BYTES;
            case EIGHT_BYTES -> SHORT_HEADER + Long.BYTES;
            default -> SHORT_HEADER;
        };
    }

    private void begin(Sink sink) {
        if ((header[1] & MASKED) != 0) {
            throw new IllegalStateException("Expected frames without a mask, as servers send them");
        }
        remaining = header[1] & LENGTH;
        if (headerLength > SHORT_HEADER) {
            remaining = 0;
            for (int i = SHORT_HEADER; i < headerLength; i++) {
                remaining = (remaining << Byte.SIZE) | (header[i] & 0xff);
            }
        }
        headerLength = 0;
        if (opcode() >= CONTROL) {
            control = new byte[0];
            if (remaining == 0) {
                endControl(sink);
            }
        }
    }

    private void content(byte[] bytes, int from, int to, Sink sink) {
        remaining -= to - from;
        byte[] before = control;
        if (before == null) {
            sink.data(bytes, from, to);
            return;
        }
        byte[] after = Arrays.copyOf(before, before.length + to - from);
        System.arraycopy(bytes, from, after, before.length, to - from);
        control = after;
        if (remaining == 0) {
            endControl(sink);
        }
    }

    private void endControl(Sink sink) {
        byte[] content = control == null ? new byte[0] : control;
        control = null;
        if (opcode() == PING) {
            sink.ping(content);
        } else if (opcode() == CLOSE) {
            sink.close(
                    content.length < Short.BYTES ? NO_CODE : ((content[0] & 0xff) << Byte.SIZE) | (content[1] & 0xff));
        }
    }

    private int opcode() {
        return header[0] & OPCODE;
    }

    /** Takes what the frames hold. */
    interface Sink {

        /** Takes a piece of a message; the array belongs to the caller again afterwards. */
        void data(byte[] bytes, int from, int to);

        void ping(byte[] content);

        void close(int code);
    }
}
