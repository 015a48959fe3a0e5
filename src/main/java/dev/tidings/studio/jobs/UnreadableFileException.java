package dev.tidings.studio.jobs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Says which file could not be read and why, in words for the owner of the job. */
final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_PATH = 200;

    private final String reason;

    UnreadableFileException(String path, IOException cause) {
        String reason = "'%s' %s".formatted(shown(path), failure(cause));
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    private static String failure(IOException cause) {
        return cause instanceof NoSuchFileException ? "was deleted before it was read" : "could not be read";
    }

    private static String shown(String path) {
        return path.length() <= MAX_PATH ? path : "…" + path.substring(path.length() - MAX_PATH);
    }
}
