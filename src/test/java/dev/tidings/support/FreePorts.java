package dev.tidings.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that a test stops and starts again.
 *
 * <p>They lie below the range from which systems take the ports of outgoing connections: there, a client that
 * tries to reach the stopped server could be given the very port and keep it from coming back.
 */
final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int END = 30_000;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port from %d to %d".formatted(LOWEST, END - 1));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
