package dev.tidings.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WebSocket over a bare socket, for what no library would send. */
public final class RawWebSocket implements AutoCloseable {

    private static final int NARROW = 4096;
    private static final int READ_LIMIT_MILLIS = 15_000;
    private static final int FINAL_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int MASKED = 0x80;
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int TWO_BYTES_OF_LENGTH = 126;
    private static final int MAX_LENGTH = 0xffff;

    private final Socket socket;
    private final DataInputStream in;
    private final List<String> response = new ArrayList<>();

    private RawWebSocket(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress("localhost", port));
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Asks {@code /ws} for a handshake, with these header lines. */
    public static RawWebSocket open(int port, String... headers) throws IOException {
        return open(new RawWebSocket(port, 0), port, headers);
    }

    /** Does the same for a client whose system takes little that the client has not read. */
    public static RawWebSocket openNarrow(int port, String... headers) throws IOException {
        return open(new RawWebSocket(port, NARROW), port, headers);
    }

    private static RawWebSocket open(RawWebSocket raw, int port, String... headers) throws IOException {
        var request = new ArrayList<>(List.of(
                "GET /ws HTTP/1.1",
                "Host: localhost:" + port,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="));
        request.addAll(List.of(headers));
        raw.write((String.join("\r\n", request) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String line = raw.readLine(); !line.isEmpty(); line = raw.readLine()) {
            raw.response.add(line);
        }
        return raw;
    }

    /** Returns the lines of the response to the handshake. */
    public List<String> response() {
        return List.copyOf(response);
    }

    /** Sends a text message of less than 64 KB, whether its bytes are text or not. */
    public void sendText(byte[] bytes) throws IOException {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("At most %d bytes, but was %d".formatted(MAX_LENGTH, bytes.length));
        }
        // A mask of zeros leaves the bytes as they are.
        ByteBuffer frame = ByteBuffer.allocate(8 + bytes.length).put((byte) FINAL_TEXT);
        if (bytes.length <= MAX_SHORT_LENGTH) {
            frame.put((byte) (MASKED | bytes.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES_OF_LENGTH)).putShort((short) bytes.length);
        }
        frame.putInt(0).put(bytes);
        write(Arrays.copyOf(frame.array(), frame.position()));
    }

    /** Sends a ping with a short payload. */
    public void sendPing(byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length)
                .put((byte) PING)
                .put((byte) (MASKED | payload.length))
                .putInt(0)
                .put(payload);
        write(frame.array());
    }

    /** Reads the next frame. */
    public Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == TWO_BYTES_OF_LENGTH) {
            length = in.readUnsignedShort();
        } else if (length > TWO_BYTES_OF_LENGTH) {
            throw new AssertionError("Expected a frame of less than 64 KB, but its length begins with " + length);
        }
        return new Frame(first, ByteBuffer.wrap(in.readNBytes(length)));
    }

    /**
     * A frame as it came.
     *
     * @param first its first byte: flags and opcode
     */
    public record Frame(int first, ByteBuffer payload) {}

    /** Reads what comes next, which must be a close, and returns its code. */
    public int readCloseCode() throws IOException {
        int opcode = in.readUnsignedByte();
        if (opcode != CLOSE) {
            throw new AssertionError("Expected a close, but received opcode 0x%x".formatted(opcode));
        }
        in.readUnsignedByte();
        return in.readUnsignedShort();
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private String readLine() throws IOException {
        var line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
