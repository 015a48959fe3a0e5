package dev.tidings.benchmark.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a stream of lines {@code destination<TAB>json} apart, however it was cut. */
final class Lines {

    private byte[] begun = new byte[0];

    /** Returns the lines that are complete now. */
    List<Line> feed(byte[] bytes, int length) {
        byte[] all = bytes;
        int end = length;
        if (begun.length > 0) {
            all = Arrays.copyOf(begun, begun.length + length);
            System.arraycopy(bytes, 0, all, begun.length, length);
            end = all.length;
        }
        var lines = new ArrayList<Line>();
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (all[i] == '\n') {
                lines.add(Line.of(all, start, i));
                start = i + 1;
            }
        }
        begun = Arrays.copyOfRange(all, start, end);
        return lines;
    }
}
