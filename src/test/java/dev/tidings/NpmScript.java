package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script of the sample, which finds the packaged application in its environment. */
final class NpmScript {

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private NpmScript() {}

    /**
     * Runs a script to its end, and fails unless that is a success.
     *
     * @param environment what the script needs to know beside the application
     */
    static void run(String name, Map<String, String> environment) throws InterruptedException {
        Process script = start(name, environment);
        try (var output = script.inputReader(StandardCharsets.UTF_8)) {
            Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
            assertThat(script.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as("npm run %s ends within %s", name, DEADLINE)
                    .isTrue();
            assertThat(script.exitValue()).as("exit code of npm run %s", name).isZero();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            script.descendants().forEach(ProcessHandle::destroy);
            script.destroy();
        }
    }

    private static Process start(String name, Map<String, String> environment) {
        var builder = new ProcessBuilder("npm", "run", name)
                .directory(Path.of("frontend-sample").toFile())
                .redirectErrorStream(true);
        String jar = Path.of(System.getProperty("tidings.jar")).toAbsolutePath().toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        builder.environment().put("TIDINGS_JAR", jar);
        builder.environment().put("JAVA", java);
        builder.environment().putAll(environment);
        try {
            Process script = builder.start();
            script.getOutputStream().close();
            return script;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
