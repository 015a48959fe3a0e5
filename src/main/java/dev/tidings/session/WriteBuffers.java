package dev.tidings.session;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The buffers from which messages are written, outside the heap. A write that succeeds at once needs one for some
 * microseconds, so a few serve all sessions; each connection that takes nothing holds one.
 */
final class WriteBuffers {

    /** Size of a buffer: most bytes of one message of several frames. */
    static final int SIZE = 16 * 1024;

    private static final int KEPT = 256;

    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    ByteBuffer take() {
        @Nullable ByteBuffer buffer = free.poll();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(SIZE);
        }
        kept.decrementAndGet();
        return buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        if (kept.incrementAndGet() <= KEPT) {
            free.add(buffer);
        } else {
            kept.decrementAndGet();
        }
    }
}
