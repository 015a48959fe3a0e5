package dev.tidings.support;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Kills a process when this JVM is gone, even if the JVM was killed itself and ran no shutdown hook.
 *
 * <p>A shell waits for the end of its standard input, a pipe that only this JVM holds open.
 */
final class ProcessGuard implements AutoCloseable {

    private final Process shell;

    private ProcessGuard(Process shell) {
        this.shell = shell;
    }

    static ProcessGuard watch(long pid) {
        try {
            return new ProcessGuard(
                    new ProcessBuilder("sh", "-c", "trap '' INT TERM; cat >/dev/null; kill -KILL " + pid)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Lets the process be. */
    @Override
    public void close() {
        shell.destroyForcibly();
        Commands.wait(shell);
    }
}
