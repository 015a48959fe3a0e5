package dev.tidings.benchmark.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes that a client sends. The mask of its WebSocket frames is zero, which leaves the content as it is. */
final class ClientFrames {

    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int MASK = 0;
    private static final int LONGEST_HEADER = 8;
    private static final short NORMAL = 1000;

    private ClientFrames() {}

    static ByteBuffer handshake(int port) {
        return ByteBuffer.wrap(bytes("""
                GET /ws HTTP/1.1\r
                Host: localhost:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: v12.stomp\r
                Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r
                \r
                """.formatted(port)));
    }

    /** Announces a heartbeat every ten seconds: some servers end a connection on which nothing comes for 30 s. */
    static ByteBuffer connect(String token) {
        String authorization = token.isEmpty() ? "" : "Authorization:Bearer " + token + "\n";
        return text("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:10000,0\n" + authorization + "\n\0");
    }

    static ByteBuffer subscribe(int id, String destination, boolean receipt) {
        String wanted = receipt ? "receipt:r" + id + "\n" : "";
        return text("SUBSCRIBE\nid:s%d\ndestination:%s\n%s\n\0".formatted(id, destination, wanted));
    }

    static ByteBuffer heartbeat() {
        return text("\n");
    }

    static ByteBuffer pong(byte[] content) {
        return frame(PONG, content);
    }

    static ByteBuffer close() {
        return frame(CLOSE, ByteBuffer.allocate(Short.BYTES).putShort(NORMAL).array());
    }

    private static ByteBuffer text(String text) {
        return frame(TEXT, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer frame(int opcode, byte[] content) {
        var frame = ByteBuffer.allocate(LONGEST_HEADER + content.length).put((byte) (FINAL | opcode));
        if (content.length < TWO_BYTES) {
            frame.put((byte) (MASKED | content.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) content.length);
        }
        return frame.putInt(MASK).put(content).flip();
    }
}
