package dev.tidings.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How clients read that read less than they could. */
final class SlowReading {

    private SlowReading() {}

    /** Reads one byte after the other until the connection ends or the thread is interrupted. */
    static void aByteASecond(InputStream in) {
        oneAfterTheOther(() -> readByte(in), Duration.ofSeconds(1));
    }

    private static void readByte(InputStream in) throws IOException {
        if (in.read() < 0) {
            throw new EOFException();
        }
    }

    /** Reads until the connection ends or the thread is interrupted, with a pause after each read. */
    static void oneAfterTheOther(Read read, Duration pause) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                read.next();
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (IOException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the next part of what comes. */
    interface Read {

        void next() throws IOException;
    }
}
