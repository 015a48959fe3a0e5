package dev.tidings.support;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How a client reads that hardly reads. */
final class SlowReading {

    private SlowReading() {}

    /** Reads one byte after the other until the connection ends or the thread is interrupted. */
    static void aByteASecond(InputStream in) {
        try {
            while (!Thread.currentThread().isInterrupted() && in.read() >= 0) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        } catch (IOException _) {
            Thread.currentThread().interrupt();
        }
    }
}
