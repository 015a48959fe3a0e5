package dev.tidings.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks STOMP to RabbitMQ over TCP, frame by frame and with nothing in between. */
final class StompSocket implements AutoCloseable {

    private static final Duration READ_LIMIT = Duration.ofSeconds(10);

    private final Socket socket;

    private StompSocket(Socket socket) {
        this.socket = socket;
    }

    /** Opens a connection and sends CONNECT as this user. */
    static StompSocket connect(RabbitMq rabbitMq, RabbitMq.Credentials credentials) throws IOException {
        var socket = new Socket(rabbitMq.host(), rabbitMq.stompPort());
        var stomp = new StompSocket(socket);
        stomp.send("CONNECT\naccept-version:1.2\nhost:%s\nlogin:%s\npasscode:%s\n\n"
                .formatted(rabbitMq.virtualHost(), credentials.user(), credentials.password()));
        return stomp;
    }

    void send(String frame) throws IOException {
        socket.getOutputStream().write((frame + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one frame, without its final NUL. */
    String read() throws IOException {
        return read(READ_LIMIT);
    }

    String read(Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
        var frame = new ByteArrayOutputStream();
        int next = socket.getInputStream().read();
        while (next != '\0') {
            if (next < 0) {
                throw new EOFException("Connection closed after '%s'".formatted(frame));
            }
            frame.write(next);
            next = socket.getInputStream().read();
        }
        return frame.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
