package dev.tidings.benchmark;

import dev.tidings.benchmark.server.ServerConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that runs. Its output lies below {@code target/fan-out-benchmark}. */
final class ServerProcess implements AutoCloseable {

    private static final int LONGEST_REASON = 200;

    private final JavaProcess process;
    private final int port;
    private final int publishPort;

    private ServerProcess(JavaProcess process, int port, int publishPort) {
        this.process = process;
        this.port = port;
        this.publishPort = publishPort;
    }

    /** Starts a server and waits until it is ready. */
    static ServerProcess start(Class<?> main, List<String> flags, List<String> arguments, Path log) {
        Path errors = log.resolveSibling(log.getFileName() + ".err");
        JavaProcess process = JavaProcess.start(main, flags, arguments, Redirect.to(errors.toFile()));
        var said = new StringBuilder();
        for (@Nullable String line = process.readLine(); line != null; line = process.readLine()) {
            if (line.startsWith(ServerConsole.READY)) {
                String[] ports = line.substring(ServerConsole.READY.length()).split(" ", -1);
                process.drainTo(log);
                return new ServerProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
            }
            said.append(line).append('\n');
        }
        process.close();
        keep(log, said.toString());
        throw new IllegalStateException("did not start: " + reason(said.toString()));
    }

    /** Returns what Boot gives as the reason, or else the innermost cause. */
    private static String reason(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Reason: ") || line.startsWith("Caused by: "))
                .reduce((_, last) -> last)
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_REASON)))
                .orElse("see its log");
    }

    private static void keep(Path log, String said) {
        try {
            Files.writeString(log, said);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    int publishPort() {
        return publishPort;
    }

    @Override
    public void close() {
        process.close();
    }
}
