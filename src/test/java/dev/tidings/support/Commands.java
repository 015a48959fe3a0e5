package dev.tidings.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs short commands to their end. */
final class Commands {

    private Commands() {}

    /** Runs a command and returns its standard output; throws, with all it printed, if its status is not 0. */
    static String output(ProcessBuilder command) {
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
            return process.waitFor();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + process.info(), ex);
        }
    }
}
