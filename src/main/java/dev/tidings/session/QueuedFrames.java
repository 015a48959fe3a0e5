package dev.tidings.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The frames of a queue in order, and how large they are together. Not safe for use by several threads. */
final class QueuedFrames {

    private final ArrayDeque<QueuedFrame> frames = new ArrayDeque<>();
    private long bytes;

    void append(QueuedFrame frame) {
        frames.addLast(frame);
        bytes += frame.size();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    QueuedFrame first() {
        return frames.peekFirst();
    }

    void removeFirst() {
        bytes -= frames.removeFirst().size();
    }

    /** Moves frames, from the first on, to where there is room for them. */
    void moveTo(ByteBuffer target, int atMost) {
        QueuedFrame next = first();
        for (int i = 0; i < atMost && next != null && next.size() <= target.remaining(); i++) {
            next.copyTo(target);
            removeFirst();
            next = first();
        }
    }

    /** Removes all frames that meet a condition, which is asked once for each in their order. */
    int removeIf(Predicate<QueuedFrame> condition) {
        int removed = 0;
        for (Iterator<QueuedFrame> all = frames.iterator(); all.hasNext(); ) {
            QueuedFrame frame = all.next();
            if (condition.test(frame)) {
                bytes -= frame.size();
                all.remove();
                removed++;
            }
        }
        return removed;
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }
}
