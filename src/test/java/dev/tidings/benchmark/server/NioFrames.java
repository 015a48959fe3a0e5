package dev.tidings.benchmark.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The bytes that the bare loop sends. */
final class NioFrames {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_HEADER = 10;

    private NioFrames() {}

    static byte[] handshake(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes(key + MAGIC));
            return bytes("""
                    HTTP/1.1 101 Switching Protocols\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Protocol: v12.stomp\r
                    Sec-WebSocket-Accept: %s\r
                    \r
                    """.formatted(Base64.getEncoder().encodeToString(digest)));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-1", ex);
        }
    }

    static byte[] connected() {
        return text(bytes("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n"), new byte[0]);
    }

    static byte[] receipt(String id) {
        return text(bytes("RECEIPT\nreceipt-id:" + id + "\n\n"), new byte[0]);
    }

    static byte[] message(Line line, String subscription) {
        String head =
                "MESSAGE\nsubscription:%s\nmessage-id:1\ndestination:%s\ncontent-type:application/json\ncontent-length:%d\n\n"
                        .formatted(subscription, line.destination(), line.body().length);
        return text(bytes(head), line.body());
    }

    private static byte[] text(byte[] head, byte[] body) {
        int length = head.length + body.length + 1;
        var frame = ByteBuffer.allocate(LONGEST_HEADER + length).put(FINAL_TEXT);
        if (length < TWO_BYTES) {
            frame.put((byte) length);
        } else if (length <= Character.MAX_VALUE) {
            frame.put((byte) TWO_BYTES).putShort((short) length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(length);
        }
        frame.put(head).put(body).put((byte) 0).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
