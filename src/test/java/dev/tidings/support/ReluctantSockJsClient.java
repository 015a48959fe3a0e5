package dev.tidings.support;

import dev.tidings.destination.Topic;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A STOMP client over the transport {@code xhr_streaming} of SockJS, on bare sockets with a small buffer, that follows a
 * topic and reads only when it is told to.
 */
public final class ReluctantSockJsClient implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4096;
    private static final int READ_LIMIT_MILLIS = 15_000;
    private static final Pattern SEQUENCE = Pattern.compile("\nsequence:(\\d+)\n");

    private final int port;
    private final String session = "/ws/000/" + UUID.randomUUID();
    private Socket socket;
    private InputStream in;
    private int chunk;
    private @Nullable Integer closeCode;

    /** Connects and subscribes, and returns when that is in force. */
    public ReluctantSockJsClient(int port, String token, Topic topic) throws IOException {
        this.port = port;
        this.socket = post("/xhr_streaming", "");
        this.in = body(socket);
        send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n\0".formatted(token));
        readMessage();
        send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\n\n\0".formatted(topic.address()));
        readMessage();
    }

    private void send(String text) throws IOException {
        String messages = JsonMapper.shared().writeValueAsString(List.of(text));
        try (Socket sending = post("/xhr_send", messages)) {
            String status = readLine(sending.getInputStream());
            if (!status.contains(" 204 ")) {
                throw new IOException("Expected status 204 from xhr_send, but was '%s'".formatted(status));
            }
        }
    }

    private Socket post(String path, String body) throws IOException {
        var connection = new Socket();
        connection.setReceiveBufferSize(RECEIVE_BUFFER);
        connection.setSoTimeout(READ_LIMIT_MILLIS);
        connection.connect(new InetSocketAddress("localhost", port));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> head = List.of(
                "POST " + session + path + " HTTP/1.1",
                "Host: localhost:" + port,
                "Content-Type: application/json",
                "Content-Length: " + bytes.length);
        connection
                .getOutputStream()
                .write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().write(bytes);
        return connection;
    }

    /** Skips the head of the answer. */
    private static InputStream body(Socket connection) throws IOException {
        var answer = new BufferedInputStream(connection.getInputStream(), 1);
        String header = readLine(answer);
        while (!header.isEmpty()) {
            header = readLine(answer);
        }
        return answer;
    }

    private static String readLine(InputStream from) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Returns the next message of STOMP, an empty text once SockJS has closed the session. */
    private String readMessage() throws IOException {
        while (closeCode == null) {
            String frame = readFrame();
            char type = frame.isEmpty() ? ' ' : frame.charAt(0);
            JsonNode content = type == 'a' || type == 'c' ? JsonMapper.shared().readTree(frame.substring(1)) : null;
            if (content != null && type == 'a') {
                return content.path(0).asString();
            }
            if (content != null) {
                closeCode = content.path(0).asInt();
            }
        }
        return "";
    }

    /** Returns a line of the stream; when a response is at its end, as each is some time, asks for another. */
    private String readFrame() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = readByte(); next != '\n'; next = readByte()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int readByte() throws IOException {
        while (chunk == 0) {
            String size = readLine(in);
            chunk = size.isEmpty() ? 0 : Integer.parseInt(size, 16);
            if (size.equals("0")) {
                socket.close();
                socket = post("/xhr_streaming", "");
                in = body(socket);
            }
        }
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The connection ended");
        }
        chunk--;
        return next;
    }

    /** Reads everything until a message with this sequence has come, and returns the sequences in their order. */
    public List<Long> readUntil(long last) throws IOException {
        var sequences = new ArrayList<Long>();
        while (sequences.isEmpty() || sequences.getLast() < last) {
            String message = readMessage();
            if (closeCode != null) {
                throw new IOException("The session was closed with %d after %s".formatted(closeCode, sequences));
            }
            Matcher found = SEQUENCE.matcher(message);
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
