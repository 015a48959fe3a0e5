package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests for {@link OrphanedContent}: what a crash leaves behind goes, everything else stays. */
@RunningApplication
class OrphanedContentIntegrationTests {

    private static final Duration LONG = Duration.ofMinutes(61);

    @LocalServerPort
    private int port;

    @Autowired
    private OrphanedContent orphaned;

    @Autowired
    private FileStorage storage;

    @Autowired
    private AssetRepository assets;

    @Autowired
    private Clock clock;

    @Test
    void removesOnlyWhatIsOldAndBelongsToNoAsset() throws IOException {
        Api alice = Api.on(port).as("alice");
        String id = alice.file(alice.home(), "kept-" + UUID.randomUUID(), new byte[] {1});
        Path kept = contentOf(id);
        Path crashed = storage.pathOf(stored());
        Path young = storage.pathOf(stored());
        Path cutOff = Files.writeString(storage.incoming().resolve("cut-off"), "half");
        Path arriving = Files.writeString(storage.incoming().resolve("arriving"), "half");
        age(kept);
        age(crashed);
        age(cutOff);

        orphaned.remove();

        assertThat(kept).exists();
        assertThat(crashed).doesNotExist();
        assertThat(young).exists();
        assertThat(cutOff).doesNotExist();
        assertThat(arriving).exists();
    }

    @Test
    void leavesNothingOfAnUploadThatIsRefusedOrDeleted() throws IOException {
        Api alice = Api.on(port).as("alice");
        String name = "once-" + UUID.randomUUID();
        String id = alice.file(alice.home(), name, new byte[] {1});
        Path content = contentOf(id);
        long before = count();

        alice.upload(alice.home(), name, new byte[] {2}).isProblem(409);
        assertThat(count()).isEqualTo(before);
        alice.delete("/api/assets/" + id);

        assertThat(content).doesNotExist();
    }

    private Path contentOf(String id) {
        return storage.pathOf(assets.find(id).map(Asset::storageKey).orElseThrow());
    }

    private String stored() throws IOException {
        return storage.store("orphan", target -> Files.writeString(target, "orphan"))
                .key();
    }

    private void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(LONG)));
    }

    private long count() throws IOException {
        try (var all = Files.walk(storage.root())) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
