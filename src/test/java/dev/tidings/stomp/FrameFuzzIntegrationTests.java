package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

/**
 * Tries inputs on {@link FrameFuzz} for a while, {@code tidings.fuzz.time}, led by what they reach in the code. What reached
 * something new is left in {@code target/fuzz/found}, and what broke a rule in {@code target/fuzz}.
 */
class FrameFuzzIntegrationTests {

    private static final Duration TIME = DurationStyle.detectAndParse(System.getProperty("tidings.fuzz.time", "20s"));
    private static final Duration START = Duration.ofMinutes(1);
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    @Test
    void noInputBreaksTheRules() throws IOException, InterruptedException {
        Path found = Files.createDirectories(FOLDER.resolve("found"));
        Path log = FOLDER.resolve("log");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Jazzer.class.getName(),
                        "--target_class=" + FrameFuzz.class.getName(),
                        "--instrumentation_includes=dev.tidings.stomp.**:dev.tidings.destination.**",
                        "--reproducer_path=" + FOLDER,
                        "-artifact_prefix=" + FOLDER + "/",
                        "-dict=" + Path.of("src/test/resources/stomp.dict").toAbsolutePath(),
                        "-max_len=2048",
                        // What Java may take is limited above; the rest is the instrumented code.
                        "-rss_limit_mb=0",
                        "-max_total_time=" + TIME.toSeconds(),
                        found.toString(),
                        FrameCorpusTests.CORPUS.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(TIME.plus(START))).as("ends in time").isTrue();
        } finally {
            fuzzer.destroyForcibly();
        }

        List<String> lines = Files.readAllLines(log);
        String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        assertThat(fuzzer.exitValue()).as(end).isZero();
        Matcher done = DONE.matcher(end);
        assertThat(done.find()).as(end).isTrue();
        System.out.printf("Tried %s inputs in %s s%n", done.group(1), done.group(2));
        assertThat(Long.parseLong(done.group(1))).isGreaterThan(1000);
    }
}
