package dev.tidings.benchmark.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages on a port of the loopback interface and publishes them on the thread that reads them, in order. Lines
 * that wait already are handed over together.
 */
final class PublishPort {

    private static final Logger logger = LoggerFactory.getLogger(PublishPort.class);
    private static final int BUFFER = 256 * 1024;

    private final ServerSocket listening;
    private final Consumer<List<Line>> publish;

    private PublishPort(ServerSocket listening, Consumer<List<Line>> publish) {
        this.listening = listening;
        this.publish = publish;
    }

    /** Listens until the process ends, and returns the port. */
    static int open(Consumer<List<Line>> publish) throws IOException {
        var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("publish-port").start(new PublishPort(listening, publish)::run);
        return listening.getLocalPort();
    }

    private void run() {
        while (true) {
            try (Socket socket = listening.accept()) {
                read(socket.getInputStream());
            } catch (IOException ex) {
                logger.warn("The publisher is gone", ex);
            }
        }
    }

    private void read(InputStream in) throws IOException {
        var lines = new Lines();
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            publish(lines.feed(buffer, length));
        }
    }

    private void publish(List<Line> lines) {
        try {
            publish.accept(lines);
        } catch (RuntimeException ex) {
            logger.warn("Could not publish messages count={}", lines.size(), ex);
        }
    }
}
