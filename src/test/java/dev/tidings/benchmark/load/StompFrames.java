package dev.tidings.benchmark.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Takes a stream of STOMP frames apart at their final NUL, however it was cut. No body of the benchmark holds a NUL, so
 * {@code content-length} is not looked at. Only a frame that comes in pieces is copied.
 */
final class StompFrames {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private byte[] begun = new byte[0];
    private int begunLength;

    /** Takes what came next. */
    void feed(byte[] bytes, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            int end = indexOfNul(bytes, at, to);
            if (end < 0) {
                keep(bytes, at, to);
                return;
            }
            if (begunLength == 0) {
                sink.frame(bytes, at, end);
            } else {
                keep(bytes, at, end);
                int length = begunLength;
                begunLength = 0;
                sink.frame(begun, 0, length);
            }
            at = end + 1;
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = begunLength + to - from;
        if (length > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(length, 2 * begun.length));
        }
        System.arraycopy(bytes, from, begun, begunLength, to - from);
        begunLength = length;
    }

    /** Looks at eight bytes at a time: subtracting one borrows from the highest bit of a byte only if that is zero. */
    private static int indexOfNul(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            long zeros = (eight - ONES) & ~eight & HIGHEST_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Takes frames. */
    interface Sink {

        /** Takes a frame without its NUL, ends of line before it included; the array belongs to the caller again. */
        void frame(byte[] bytes, int from, int to);
    }
}
