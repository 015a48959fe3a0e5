package dev.tidings.studio.assets;

import dev.tidings.changelog.AfterCommit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.apache.tika.Tika;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of files, on a disk that all instances share.
 *
 * <p>Content arrives in {@code files/incoming}. Once it is whole and forced to disk it moves to its place,
 * {@code files/ab/cd/abcd…}, named by a random key; so whatever has a place is complete.
 */
final class FileStorage {

    private static final Logger log = LoggerFactory.getLogger(FileStorage.class);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path files;
    private final Path incoming;
    private final Tika tika = new Tika();

    FileStorage(Path location) {
        this.files = location.toAbsolutePath().normalize().resolve("files");
        this.incoming = files.resolve("incoming");
        try {
            Files.createDirectories(incoming);
        } catch (IOException ex) {
            throw new UncheckedIOException(
                    "'tidings.storage.location' must be a folder that can be written, but was '%s'".formatted(location),
                    ex);
        }
    }

    /** Writes content to a file that does not exist yet. */
    @FunctionalInterface
    interface Source {
        void transferTo(Path target) throws IOException;
    }

    /**
     * Content that has its place.
     *
     * @param key where it lies
     * @param size in bytes
     * @param contentType media type, told from its first bytes and its name
     */
    record StoredContent(String key, long size, String contentType) {}

    /** Returns where content arrives; what is left there for long was given up. */
    Path incoming() {
        return incoming;
    }

    /** Returns the folder below which all content lies. */
    Path root() {
        return files;
    }

    /**
     * Stores content durably. If that fails, nothing of it stays.
     *
     * @param name what the client calls it
     */
    StoredContent store(String name, Source source) throws IOException {
        String key = UUID.randomUUID().toString();
        Path arriving = incoming.resolve(key);
        try {
            source.transferTo(arriving);
            force(arriving, StandardOpenOption.WRITE);
            var content = new StoredContent(key, Files.size(arriving), detect(arriving, name));
            Path folder = folderOf(key);
            Files.createDirectories(folder);
            Files.move(arriving, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            forceFolder(folder);
            return content;
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** Returns the file that holds the content with this key, if there is any. */
    Path pathOf(String key) {
        return folderOf(key).resolve(key);
    }

    /** Removes content when the current transaction has been committed, and leaves it if it is rolled back. */
    void removeAfterCommit(List<String> keys) {
        AfterCommit.run(() -> keys.forEach(this::remove));
    }

    /** Removes content; what cannot be removed now is found as orphaned later. */
    void remove(String key) {
        try {
            Files.delete(pathOf(key));
        } catch (NoSuchFileException ex) {
            log.debug("Content was removed already key={}", key, ex);
        } catch (IOException ex) {
            log.warn("Could not remove the content of a deleted file key={}", key, ex);
        }
    }

    private Path folderOf(String key) {
        return files.resolve(key.substring(0, 2)).resolve(key.substring(2, 4));
    }

    private String detect(Path file, String name) throws IOException {
        try (var content = new BufferedInputStream(Files.newInputStream(file))) {
            return tika.detect(content, name);
        }
    }

    private static void forceFolder(Path folder) throws IOException {
        if (POSIX) {
            force(folder, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (var channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
