package dev.tidings.benchmark.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message to publish. The body is not copied, whoever takes it must not change it. */
final class Line {

    private final String destination;
    private final byte[] body;

    private Line(String destination, byte[] body) {
        this.destination = destination;
        this.body = body;
    }

    static Line of(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\t') {
                return new Line(
                        new String(bytes, from, i - from, StandardCharsets.US_ASCII),
                        Arrays.copyOfRange(bytes, i + 1, to));
            }
        }
        throw new IllegalArgumentException("Expected destination<TAB>json, but there is no tab");
    }

    String destination() {
        return destination;
    }

    byte[] body() {
        return body;
    }
}
