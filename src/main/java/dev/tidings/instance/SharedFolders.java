package dev.tidings.instance;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Folders of things of one kind on the disk that all instances share: {@code <kind>/<id>}. */
public final class SharedFolders {

    private static final Logger log = LoggerFactory.getLogger(SharedFolders.class);

    private final Path root;

    /**
     * Creates nothing on the disk.
     *
     * @param location what all instances share
     */
    public SharedFolders(Path location, String kind) {
        this.root = location.toAbsolutePath().normalize().resolve(kind);
    }

    /** Returns the folder of a thing, which need not exist. */
    public Path of(String id) {
        return root.resolve(id);
    }

    /** Removes the folder of a thing with all that is in it. */
    public void remove(String id) {
        try {
            FileSystemUtils.deleteRecursively(of(id));
        } catch (IOException ex) {
            log.warn("Could not remove a folder folder={}", of(id), ex);
        }
    }
}
