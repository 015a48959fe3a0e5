package dev.tidings.studio.collections;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Where the indexes of collections are, on the disk that all instances share: {@code collections/<collection>}. */
final class IndexFolders {

    private static final Logger log = LoggerFactory.getLogger(IndexFolders.class);

    private final Path root;

    IndexFolders(Path location) {
        this.root = location.toAbsolutePath().normalize().resolve("collections");
    }

    /** Returns the folder of a collection's index, which need not exist. */
    Path of(String collectionId) {
        return root.resolve(collectionId);
    }

    /** Removes the index of a collection. */
    void remove(String collectionId) {
        try {
            FileSystemUtils.deleteRecursively(of(collectionId));
        } catch (IOException ex) {
            log.warn("Could not remove the index of a collection id={}", collectionId, ex);
        }
    }
}
