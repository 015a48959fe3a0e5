package dev.tidings.studio.models;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.ResourceChange;
import dev.tidings.change.TypedMessage;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.UserQueue;
import java.util.List;
import org.springframework.stereotype.Component;

/** Announces what happens to downloads and models. */
@Component
final class ModelChanges {

    static final String DOWNLOADS = "downloads";
    static final String MODELS = "models";

    /** Where a download stands. */
    static final MessageType<DownloadResource> DOWNLOAD_UPDATE =
            new MessageType<>("model_download_update", DownloadResource.class);

    /** That a model came into the cache or left it. */
    static final MessageType<CacheStatus> CACHE_STATUS = new MessageType<>("cache_status_update", CacheStatus.class);

    private final ChangeLog changes;

    /** What is left of a model that was deleted. */
    record GoneModel(String id, String repoId) {}

    ModelChanges(ChangeLog changes) {
        this.changes = changes;
    }

    void stepped(Download download) {
        changes.announce(message(download), List.of(downloads(download.order().owner())));
    }

    /** Tells without a promise how far a download is. */
    void progressed(Download download) {
        changes.announceTransient(downloads(download.order().owner()), message(download));
    }

    void cached(Model model) {
        changes.announce(ResourceChange.created(Model.TYPE, ModelResource.of(model)), List.of(models(model.owner())));
        changes.announce(status(model, true), List.of(models(model.owner())));
    }

    void removed(Model model) {
        changes.announce(
                ResourceChange.deleted(Model.TYPE, new GoneModel(model.id(), model.repoId())),
                List.of(models(model.owner())));
        changes.announce(status(model, false), List.of(models(model.owner())));
    }

    private static TypedMessage message(Download download) {
        return DOWNLOAD_UPDATE.message(download.key(), DownloadResource.of(download));
    }

    private static TypedMessage status(Model model, boolean downloaded) {
        return CACHE_STATUS.message(
                new ChangeKey("cache_status", model.repoId()), new CacheStatus(model.repoId(), downloaded));
    }

    static UserQueue downloads(String owner) {
        return new UserQueue(owner, DOWNLOADS);
    }

    static UserQueue models(String owner) {
        return new UserQueue(owner, MODELS);
    }
}
