package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs the browser tests of the sample against the packaged application. */
class SampleIntegrationTests {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @Test
    void behavesInTheBrowserAsItsOwnTestsDemand() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("npm", "run", "e2e")
                .directory(Path.of("frontend-sample").toFile())
                .inheritIO();
        builder.environment()
                .put(
                        "TIDINGS_JAR",
                        Path.of(System.getProperty("tidings.jar"))
                                .toAbsolutePath()
                                .toString());
        builder.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Process tests = builder.start();

        try {
            assertThat(tests.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as("the browser tests end within %s", DEADLINE)
                    .isTrue();
            assertThat(tests.exitValue()).as("exit code of npm run e2e").isZero();
        } finally {
            tests.descendants().forEach(ProcessHandle::destroy);
            tests.destroy();
        }
    }
}
