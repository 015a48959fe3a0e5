package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

/** Tests for {@link FileStorage}. */
class FileStorageTests {

    @TempDir
    private Path location;

    private FileStorage storage;

    @BeforeEach
    void openStorage() {
        storage = new FileStorage(location);
    }

    @Test
    void keepsContentUnderANameOfItsOwn() throws IOException {
        var content = storage.store("../../evil.txt", target -> Files.writeString(target, "text"));

        assertThat(content.size()).isEqualTo(4);
        assertThat(content.contentType()).isEqualTo("text/plain");
        assertThat(storage.pathOf(content.key())).hasContent("text").startsWith(location.resolve("files"));
        assertThat(filesBelow(location)).containsExactly(storage.pathOf(content.key()));
    }

    @Test
    void leavesNothingOfContentThatDidNotArriveWhole() {
        assertThatThrownBy(() -> storage.store("a", target -> {
                    Files.writeString(target, "half");
                    throw new IOException("No space left on device");
                }))
                .hasMessageContaining("No space left");

        assertThat(filesBelow(location)).isEmpty();
    }

    @Test
    void removesContentOnlyAfterTheCommit() throws IOException {
        var content = storage.store("a", target -> Files.writeString(target, "text"));
        TransactionSynchronizationManager.initSynchronization();
        try {
            storage.removeAfterCommit(List.of(content.key()));

            assertThat(storage.pathOf(content.key())).exists();
            TransactionSynchronizationUtils.triggerAfterCommit();
            assertThat(storage.pathOf(content.key())).doesNotExist();
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    @Test
    void refusesALocationThatIsNoFolder() throws IOException {
        Path file = Files.writeString(location.resolve("file"), "");

        assertThatThrownBy(() -> new FileStorage(file)).hasMessageContaining("'tidings.storage.location' must be");
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }
}
