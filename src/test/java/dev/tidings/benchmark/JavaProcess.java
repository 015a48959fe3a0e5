package dev.tidings.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with the class path of this one that ends when its standard input does, and so with this process whatever
 * happens to it.
 */
final class JavaProcess implements AutoCloseable {

    private static final int END_LIMIT_SECONDS = 20;

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    private JavaProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts a main class; what it writes to its standard error goes to the log. */
    static JavaProcess start(Class<?> main, List<String> flags, List<String> arguments, Redirect errors) {
        var command = new ArrayList<>(List.of(tool("java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            return new JavaProcess(
                    new ProcessBuilder(command).redirectError(errors).start());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Returns a tool of the JDK that runs this process. */
    static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    long pid() {
        return process.pid();
    }

    void send(String line) {
        in.println(line);
    }

    /** Waits for the next line that it prints; {@code null} if it has ended. */
    @Nullable
    String readLine() {
        try {
            return out.readLine();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Writes what it still prints to a file, on a thread of its own. */
    void drainTo(Path log) {
        Thread.ofVirtual().start(() -> {
            try (var writer = Files.newBufferedWriter(log)) {
                out.transferTo(writer);
            } catch (IOException _) {
                // The process has ended.
            }
        });
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
