package dev.tidings.studio.executions;

import dev.tidings.instance.SharedFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The outputs of nodes on the disk that all instances share: {@code executions/<execution>/<node execution>}. */
final class OutputFiles {

    private final SharedFolders executions;

    OutputFiles(Path location) {
        this.executions = new SharedFolders(location, "executions");
    }

    /** Returns the file of a node's output. */
    Path file(NodeRun run) {
        return executions.of(run.executionId()).resolve(run.id());
    }

    /** Makes room for the outputs of an execution. */
    void prepare(String executionId) {
        try {
            Files.createDirectories(executions.of(executionId));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Removes the outputs of an execution. */
    void remove(String executionId) {
        executions.remove(executionId);
    }
}
