package dev.tidings.session;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The buffers from which messages are written, outside the heap. A write that succeeds at once needs one for some
 * microseconds, so a few serve all sessions; each connection that takes nothing holds one, as long as there are any.
 */
final class WriteBuffers {

    /** Size of a buffer: most bytes of one message of several frames. */
    static final int SIZE = 16 * 1024;

    private static final int KEPT = 256;

    /** Most buffers in use. Beyond them frames are written one by one from where they are. */
    private static final int MOST = 2_048;

    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger used = new AtomicInteger();

    /** Takes an empty buffer, {@code null} if too many are in use. */
    @Nullable
    ByteBuffer take() {
        if (used.incrementAndGet() > MOST) {
            used.decrementAndGet();
            return null;
        }
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(SIZE);
        }
        kept.decrementAndGet();
        return buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        used.decrementAndGet();
        if (kept.incrementAndGet() <= KEPT) {
            free.add(buffer);
        } else {
            kept.decrementAndGet();
        }
    }
}
