package dev.tidings.studio.models;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/** The files of models on the disk that all instances share: parts in {@code models/incoming}, whole ones in {@code models}. */
final class ModelFiles {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String LOCK_SUFFIX = ".lock";

    private final Path whole;
    private final Path incoming;

    /** Downloads whose lock this process has. It would lose one by closing the file a second time. */
    private final Set<String> locked = ConcurrentHashMap.newKeySet();

    /** Keeps everybody else from the part of a download, on all instances. */
    final class PartLock implements AutoCloseable {

        private final String downloadId;
        private final FileChannel channel;

        private PartLock(String downloadId, FileChannel channel) {
            this.downloadId = downloadId;
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                locked.remove(downloadId);
            }
        }
    }

    ModelFiles(Path location) {
        this.whole = location.toAbsolutePath().normalize().resolve("models");
        this.incoming = whole.resolve("incoming");
        try {
            Files.createDirectories(incoming);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Returns the file of a download that is not whole yet. */
    Path part(String downloadId) {
        return incoming.resolve(downloadId);
    }

    /** Locks the part of a download, unless somebody else has. */
    Optional<PartLock> tryLock(String downloadId) throws IOException {
        if (!locked.add(downloadId)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean granted = false;
        try {
            channel = FileChannel.open(lockFile(downloadId), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            granted = channel.tryLock() != null;
            return granted ? Optional.of(new PartLock(downloadId, channel)) : Optional.empty();
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        } finally {
            if (!granted) {
                locked.remove(downloadId);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Returns how many bytes of a download are there. */
    long partSize(String downloadId) throws IOException {
        Path part = part(downloadId);
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** Returns the SHA-256 of a download, in lower-case hexadecimal digits. */
    String digestOfPart(String downloadId) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(part(downloadId)), BUFFER_BYTES)) {
            return DigestUtils.sha256Hex(content);
        }
    }

    /** Gives a whole file its place, on disk for certain. */
    void keep(String downloadId) throws IOException {
        try (var channel = FileChannel.open(part(downloadId), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part(downloadId), file(downloadId), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what the lock of a part was kept in: nobody takes a completed download up again. */
    void removeLock(String downloadId) throws IOException {
        Files.deleteIfExists(lockFile(downloadId));
    }

    void removePart(String downloadId) throws IOException {
        Files.deleteIfExists(part(downloadId));
    }

    void remove(String modelId) throws IOException {
        Files.deleteIfExists(file(modelId));
    }

    private Path lockFile(String downloadId) {
        return incoming.resolve(downloadId + LOCK_SUFFIX);
    }

    private Path file(String modelId) {
        return whole.resolve(modelId);
    }
}
