package dev.tidings.benchmark.load;

/**
 * What the body of a message says about it: destination, number and time of sending, as digits of fixed length
 * behind a mark that appears nowhere else in a frame.
 */
final class Stamp {

    static final byte MARK = '~';

    private static final int DESTINATION_DIGITS = 6;
    private static final int NUMBER_DIGITS = 12;
    private static final int TIME_DIGITS = 15;
    private static final int NUMBER_AT = 1 + DESTINATION_DIGITS;
    private static final int TIME_AT = NUMBER_AT + NUMBER_DIGITS;

    static final int LENGTH = TIME_AT + TIME_DIGITS;

    private Stamp() {}

    static void write(byte[] target, int at, int destination, long number, long nanos) {
        target[at] = MARK;
        writeDigits(target, at + 1, DESTINATION_DIGITS, destination);
        writeDigits(target, at + NUMBER_AT, NUMBER_DIGITS, number);
        writeDigits(target, at + TIME_AT, TIME_DIGITS, nanos);
    }

    static int destination(byte[] bytes, int at) {
        return (int) readDigits(bytes, at + 1, DESTINATION_DIGITS);
    }

    static long number(byte[] bytes, int at) {
        return readDigits(bytes, at + NUMBER_AT, NUMBER_DIGITS);
    }

    static long nanos(byte[] bytes, int at) {
        return readDigits(bytes, at + TIME_AT, TIME_DIGITS);
    }

    /** Returns where a stamp begins, or -1 if there is none. */
    static int find(byte[] bytes, int from, int to) {
        for (int i = from; i <= to - LENGTH; i++) {
            if (bytes[i] == MARK) {
                return i;
            }
        }
        return -1;
    }

    private static void writeDigits(byte[] target, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long readDigits(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }
}
