package dev.tidings.studio.executions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The outputs of nodes on the disk that all instances share: {@code executions/<execution>/<node execution>}. */
final class OutputFiles {

    private static final Logger log = LoggerFactory.getLogger(OutputFiles.class);

    private final Path root;

    OutputFiles(Path location) {
        this.root = location.toAbsolutePath().normalize().resolve("executions");
    }

    /** Returns the file of a node's output. */
    Path file(NodeRun run) {
        return directory(run.executionId()).resolve(run.id());
    }

    /** Makes room for the outputs of an execution. */
    void prepare(String executionId) {
        try {
            Files.createDirectories(directory(executionId));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Removes the outputs of an execution. */
    void remove(String executionId) {
        try {
            FileSystemUtils.deleteRecursively(directory(executionId));
        } catch (IOException ex) {
            log.warn("Could not remove the outputs of an execution id={}", executionId, ex);
        }
    }

    private Path directory(String executionId) {
        return root.resolve(executionId);
    }
}
