package dev.tidings.benchmark.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the bare loop. It must be the load client: frames of up to 64 KB, whose mask is zero. */
final class NioSession {

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int SHORT_HEADER = 6;
    private static final int LONG_HEADER = 8;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final SelectionKey key;
    private final Subscribing subscribing;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private boolean open;
    private String begun = "";

    NioSession(SelectionKey key, Subscribing subscribing) {
        this.key = key;
        this.subscribing = subscribing;
    }

    /** Adds bytes to what waits, unless the client is gone. */
    void append(byte[] bytes) {
        if (key.isValid()) {
            waiting.add(bytes);
        }
    }

    /** Writes what waits, in as few calls as its size allows, until the socket takes no more. */
    void write(ByteBuffer buffer) throws IOException {
        if (!key.isValid()) {
            waiting.clear();
            return;
        }
        try {
            writeWaiting(buffer);
        } catch (IOException _) {
            waiting.clear();
            key.channel().close();
        }
    }

    private void writeWaiting(ByteBuffer buffer) throws IOException {
        while (!waiting.isEmpty()) {
            fill(buffer.clear(), waiting);
            ((SocketChannel) key.channel()).write(buffer.flip());
            if (buffer.hasRemaining()) {
                byte[] rest = new byte[buffer.remaining()];
                buffer.get(rest);
                waiting.addFirst(rest);
                key.interestOpsOr(SelectionKey.OP_WRITE);
                return;
            }
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    private static void fill(ByteBuffer buffer, Queue<byte[]> frames) {
        for (byte[] next = frames.peek(); next != null && next.length <= buffer.remaining(); next = frames.peek()) {
            buffer.put(frames.remove());
        }
    }

    /** Reads what came and answers it. */
    void read(byte[] bytes, ByteBuffer buffer) throws IOException {
        int length = ((SocketChannel) key.channel()).read(ByteBuffer.wrap(bytes));
        if (length < 0) {
            key.channel().close();
            return;
        }
        begun += new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (!open) {
            handshake();
        }
        while (open && frame()) {
            // The next one may be there already.
        }
        write(buffer);
    }

    private void handshake() {
        int end = begun.indexOf(END_OF_HEAD);
        Matcher matcher = KEY.matcher(begun);
        if (end >= 0 && matcher.find()) {
            append(NioFrames.handshake(matcher.group(1)));
            open = true;
            begun = begun.substring(end + END_OF_HEAD.length());
        }
    }

    /** Takes one frame, and returns whether there was a whole one. */
    private boolean frame() throws IOException {
        if (begun.length() < SHORT_HEADER) {
            return false;
        }
        int length = begun.charAt(1) & LENGTH;
        int header = SHORT_HEADER;
        if (length == TWO_BYTES) {
            length = (begun.charAt(2) << Byte.SIZE) | begun.charAt(3);
            header = LONG_HEADER;
        }
        if (begun.length() < header + length) {
            return false;
        }
        int opcode = begun.charAt(0) & OPCODE;
        String content = begun.substring(header, header + length);
        begun = begun.substring(header + length);
        if (opcode == TEXT) {
            stomp(content);
        } else if (opcode == CLOSE) {
            key.channel().close();
            open = false;
        }
        return true;
    }

    private void stomp(String frame) {
        if (frame.startsWith("CONNECT")) {
            append(NioFrames.connected());
        } else if (frame.startsWith("SUBSCRIBE")) {
            subscribing.subscribe(header(frame, "destination"), header(frame, "id"), this);
            append(NioFrames.receipt(header(frame, "receipt")));
        }
    }

    private static String header(String frame, String name) {
        return frame.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1))
                .orElse("");
    }

    /** Takes subscriptions. */
    interface Subscribing {

        void subscribe(String destination, String id, NioSession session);
    }
}
