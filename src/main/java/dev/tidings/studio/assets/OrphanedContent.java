package dev.tidings.studio.assets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds content that no asset has and removes it: uploads that a crash cut off, and files whose asset was
 * deleted right before one. Several instances may do so at once.
 */
@Component
final class OrphanedContent {

    /** Age under which content may belong to an upload that is still going on. */
    private static final Duration MIN_AGE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(OrphanedContent.class);

    private final FileStorage storage;
    private final AssetRepository assets;
    private final Clock clock;

    OrphanedContent(FileStorage storage, AssetRepository assets, Clock clock) {
        this.storage = storage;
        this.assets = assets;
        this.clock = clock;
    }

    /** Removes all orphaned content that is old enough. */
    void remove() {
        try {
            int removed = 0;
            for (Path shard : foldersIn(storage.root())) {
                if (shard.equals(storage.incoming())) {
                    removed += delete(old(shard));
                } else {
                    for (Path folder : foldersIn(shard)) {
                        removed += delete(withoutAsset(old(folder)));
                    }
                }
            }
            if (removed > 0) {
                log.info("Removed orphaned content files={}", removed);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private List<Path> withoutAsset(List<Path> files) {
        if (files.isEmpty()) {
            return files;
        }
        Set<String> used =
                assets.readUsedKeys(files.stream().map(OrphanedContent::keyOf).toList());
        return files.stream().filter(file -> !used.contains(keyOf(file))).toList();
    }

    private List<Path> old(Path folder) throws IOException {
        Instant newest = clock.instant().minus(MIN_AGE);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isOlder(file, newest)).toList();
        }
    }

    private static boolean isOlder(Path file, Instant newest) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(newest);
        } catch (IOException ex) {
            // Removed by its upload or by another instance.
            log.debug("Content went away while it was looked at file={}", file, ex);
            return false;
        }
    }

    private static int delete(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        return files.size();
    }

    private static List<Path> foldersIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static String keyOf(Path file) {
        return file.getFileName().toString();
    }
}
