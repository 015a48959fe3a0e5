package dev.tidings.support;

import dev.tidings.destination.Topic;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A STOMP client over a bare socket with a small buffer, that follows a topic and reads only when it is told to. */
public final class ReluctantClient implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4096;
    private static final int READ_LIMIT_MILLIS = 15_000;
    private static final Pattern SEQUENCE = Pattern.compile("(?:\n|\\\\n)sequence:(\\d+)(?:\n|\\\\n)");
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int EIGHT_BYTE_LENGTH = 127;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final boolean sockJs;

    /** Connects to a plain WebSocket and subscribes, and returns when that is in force. */
    public ReluctantClient(int port, String token, Topic topic) throws IOException {
        this(port, false, token, topic);
    }

    /** Does the same over the transport {@code websocket} of SockJS. */
    public static ReluctantClient overSockJs(int port, String token, Topic topic) throws IOException {
        return new ReluctantClient(port, true, token, topic);
    }

    private ReluctantClient(int port, boolean sockJs, String token, Topic topic) throws IOException {
        this.sockJs = sockJs;
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        socket.connect(new InetSocketAddress("localhost", port));
        in = new DataInputStream(socket.getInputStream());
        List<String> request = List.of(
                "GET /ws%s HTTP/1.1".formatted(sockJs ? "/000/" + UUID.randomUUID() + "/websocket" : ""),
                "Host: localhost:" + port,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==");
        write((String.join("\r\n", request) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        skipHandshake();
        if (sockJs) {
            readMessage();
        }
        send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n\0".formatted(token));
        readMessage();
        send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\n\n\0".formatted(topic.address()));
        readMessage();
    }

    private void skipHandshake() throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = in.readUnsignedByte();
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
        }
    }

    private void send(String text) throws IOException {
        String message = sockJs ? JsonMapper.shared().writeValueAsString(List.of(text)) : text;
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | TWO_BYTE_LENGTH);
        frame.write(bytes.length >> 8);
        frame.write(bytes.length);
        // A mask of zeros leaves the bytes as they are.
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        write(frame.toByteArray());
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private String readMessage() throws IOException {
        var message = new ByteArrayOutputStream();
        boolean last = false;
        while (!last) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            long size = switch (length) {
                case TWO_BYTE_LENGTH -> in.readUnsignedShort();
                case EIGHT_BYTE_LENGTH -> in.readLong();
                default -> length;
            };
            message.writeBytes(in.readNBytes((int) size));
            last = (first & 0x80) != 0;
        }
        return message.toString(StandardCharsets.UTF_8);
    }

    /** Reads everything until a message with this sequence has come, and returns the sequences in their order. */
    public List<Long> readUntil(long last) throws IOException {
        var sequences = new ArrayList<Long>();
        while (sequences.isEmpty() || sequences.getLast() < last) {
            Matcher found = SEQUENCE.matcher(readMessage());
            while (found.find()) {
                sequences.add(Long.valueOf(found.group(1)));
            }
        }
        return sequences;
    }

    /** Reads one byte after the other until the connection ends or the thread is interrupted. */
    public void readAByteASecond() {
        SlowReading.aByteASecond(in);
    }

    /** Reads ten messages a second until the connection ends or the thread is interrupted. */
    public void readTenMessagesASecond() {
        SlowReading.oneAfterTheOther(this::readMessage, Duration.ofMillis(100));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
