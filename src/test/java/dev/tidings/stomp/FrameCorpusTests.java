package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FrameFuzz} on all that fuzzing has found worth keeping. */
class FrameCorpusTests {

    static final Path CORPUS = Path.of("src/test/resources/stomp-corpus");

    static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            List<Path> inputs = files.sorted().toList();
            assertThat(inputs).isNotEmpty();
            return inputs;
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void whatWasFoundHolds(Path input) throws IOException {
        FrameFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }
}
