package dev.tidings.benchmark.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link Lines}. */
class LinesTests {

    private static final byte[] WIRE = "/topic/bench/1\t{\"a\":1}\n/topic/bench/2\t{}\n".getBytes(US_ASCII);

    @Test
    void takesLinesApartHoweverTheyAreCut() {
        for (int cut = 1; cut <= WIRE.length; cut++) {
            var lines = new Lines();
            List<String> taken = new ArrayList<>();
            for (int at = 0; at < WIRE.length; at += cut) {
                byte[] piece = Arrays.copyOfRange(WIRE, at, Math.min(WIRE.length, at + cut));
                lines.feed(piece, piece.length)
                        .forEach(line -> taken.add(line.destination() + " " + new String(line.body(), US_ASCII)));
            }

            assertThat(taken).containsExactly("/topic/bench/1 {\"a\":1}", "/topic/bench/2 {}");
        }
    }
}
