package dev.tidings.studio.models;

import dev.tidings.changelog.AfterCommit;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Keeps the cache of models. */
@Service
class ModelService {

    private static final Logger log = LoggerFactory.getLogger(ModelService.class);
    private static final int CHUNK = 1_000;

    private final ModelRepository models;
    private final DownloadService downloads;
    private final ModelFiles files;
    private final ModelChanges changes;
    private final Clock clock;

    ModelService(
            ModelRepository models, DownloadService downloads, ModelFiles files, ModelChanges changes, Clock clock) {
        this.models = models;
        this.downloads = downloads;
        this.files = files;
        this.changes = changes;
        this.clock = clock;
    }

    List<Model> readOf(String owner, @Nullable Place after, int limit) {
        return models.readOf(owner, after, limit);
    }

    /**
     * Takes a model into the cache whose file has its place, in the place of one of the same name, and ends its download.
     *
     * @return whether this attempt of the download was still running
     */
    @ChangeTransaction
    boolean add(Download download, String sha256, long bytes) {
        Optional<Download> completed = downloads.advance(
                download.id(),
                found -> found.isStill(download, DownloadStatus.RUNNING),
                (found, now) -> found.completed(bytes, now));
        if (completed.isEmpty()) {
            return false;
        }
        Download.Order order = download.order();
        models.lockNamed(order.owner(), order.repoId()).ifPresent(this::remove);
        var added =
                new Model(download.id(), order.owner(), order.repoId(), order.url(), sha256, bytes, clock.instant());
        models.insert(added);
        changes.cached(added);
        return true;
    }

    @ChangeTransaction
    void delete(String owner, String id) {
        remove(Optional.of(id)
                .filter(ResourceId::isWellFormed)
                .flatMap(known -> models.find(owner, known))
                .orElseThrow(() -> Problems.notFound(Model.TYPE, id)));
    }

    /** Clears the cache of a user. */
    @ChangeTransaction
    void clear(String owner) {
        List<Model> some = models.readOf(owner, null, CHUNK);
        while (!some.isEmpty()) {
            some.forEach(this::remove);
            some = models.readOf(owner, null, CHUNK);
        }
    }

    private void remove(Model model) {
        // Somebody else may have removed it in the meantime.
        if (models.delete(model.id())) {
            changes.removed(model);
            AfterCommit.run(() -> removeFile(model));
        }
    }

    private void removeFile(Model model) {
        try {
            files.remove(model.id());
        } catch (IOException ex) {
            log.warn("Could not remove the file of a model id={}", model.id(), ex);
        }
    }
}
