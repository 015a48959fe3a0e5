package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the browser tests of the sample, and those of its client in Node, against the packaged application. */
class SampleIntegrationTests {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(strings = {"e2e:node", "e2e"})
    void behavesAsItsOwnTestsDemand(String script) throws IOException, InterruptedException {
        Process tests = start(script);

        try (var output = tests.inputReader(StandardCharsets.UTF_8)) {
            Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
            assertThat(tests.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as("npm run %s ends within %s", script, DEADLINE)
                    .isTrue();
            assertThat(tests.exitValue()).as("exit code of npm run %s", script).isZero();
        } finally {
            tests.descendants().forEach(ProcessHandle::destroy);
            tests.destroy();
        }
    }

    private static Process start(String script) throws IOException {
        var builder = new ProcessBuilder("npm", "run", script)
                .directory(Path.of("frontend-sample").toFile())
                .redirectErrorStream(true);
        String jar = Path.of(System.getProperty("tidings.jar")).toAbsolutePath().toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        builder.environment().put("TIDINGS_JAR", jar);
        builder.environment().put("JAVA", java);
        Process tests = builder.start();
        tests.getOutputStream().close();
        return tests;
    }
}
