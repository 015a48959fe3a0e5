package dev.tidings.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs short commands to their end. */
public final class Commands {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Commands() {}

    /** Runs a command and returns its standard output; throws, with all it printed, if its status is not 0. */
    public static String output(ProcessBuilder command) {
        try {
            // A pipe would stay open as long as a child that the command leaves behind.
            Path out = Files.createTempFile("tidings", ".out");
            Path err = Files.createTempFile("tidings", ".err");
            try {
                int status = wait(command.redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start());
                if (status != 0) {
                    throw new IllegalStateException("Command %s ended with status %d: %s%s"
                            .formatted(command.command(), status, Files.readString(out), Files.readString(err)));
                }
                return Files.readString(out, StandardCharsets.UTF_8);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static int wait(Process process) {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("%s did not end within %s".formatted(process.info(), LIMIT));
            }
            return process.exitValue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + process.info(), ex);
        }
    }
}
