package dev.tidings.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a server and whoever started it say to each other. */
public final class ServerConsole {

    /** Begins the line that tells the ports: of the WebSocket, and of the {@link PublishPort}. */
    public static final String READY = "benchmark server is ready ";

    private ServerConsole() {}

    /** Lets the process end as soon as whoever started it is gone. */
    static void endWithParent() {
        Thread.ofPlatform().daemon().name("end-with-parent").start(ServerConsole::haltAtEndOfInput);
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything; only the end of it matters.
            }
            Runtime.getRuntime().halt(0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void ready(int port, int publishPort) {
        System.out.println(READY + port + " " + publishPort);
    }
}
