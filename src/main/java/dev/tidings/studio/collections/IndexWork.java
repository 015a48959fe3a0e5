package dev.tidings.studio.collections;

import dev.tidings.instance.Instances;
import dev.tidings.instance.Pace;
import dev.tidings.instance.SharedFolders;
import dev.tidings.studio.assets.AssetFiles;
import dev.tidings.studio.assets.AssetFiles.Contents;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.util.Optional;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.ThreadInterruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Indexes queued collections. */
@Component
final class IndexWork {

    private static final Logger log = LoggerFactory.getLogger(IndexWork.class);

    private final CollectionService service;
    private final AssetFiles assets;
    private final SharedFolders indexes;
    private final CollectionProperties properties;
    private final Clock clock;
    private final String self;

    IndexWork(
            CollectionService service,
            AssetFiles assets,
            SharedFolders indexFolders,
            CollectionProperties properties,
            Clock clock,
            Instances instances) {
        this.service = service;
        this.assets = assets;
        this.indexes = indexFolders;
        this.properties = properties;
        this.clock = clock;
        this.self = instances.self();
    }

    /** Indexes the collection, unless it was deleted or taken away before its turn. */
    void run(AssetCollection queued) {
        service.start(queued.id()).ifPresent(this::index);
    }

    private void index(AssetCollection collection) {
        Optional<Contents> contents = service.isFolderReadable(collection)
                ? assets.findContents(collection.draft().folderId())
                : Optional.empty();
        if (contents.isEmpty()) {
            service.fail(collection.id(), self, "The folder was deleted");
            return;
        }
        try {
            write(collection.id(), contents.get());
        } catch (ClosedByInterruptException | ThreadInterruptedException ex) {
            log.debug("Interrupted while indexing a collection id={}", collection.id(), ex);
        } catch (LockObtainFailedException ex) {
            log.info("Another attempt to index a collection has not ended id={}", collection.id(), ex);
            service.fail(collection.id(), self, "An earlier attempt has not ended yet. Index the collection later");
        } catch (IndexTakenAwayException ex) {
            log.debug("Stopped indexing a collection id={}", collection.id(), ex);
            removeIfDeleted(collection.id(), ex);
        } catch (IOException | AlreadyClosedException ex) {
            if (!removeIfDeleted(collection.id(), ex)) {
                throw new IllegalStateException("Collection '%s' could not be indexed".formatted(collection.id()), ex);
            }
        }
    }

    private void write(String id, Contents contents) throws IOException, IndexTakenAwayException {
        var update = new IndexUpdate(indexes.of(id), properties.maxTextSize().toBytes());
        service.complete(id, update.run(contents.files(), new Report(id)));
    }

    /** Removes the index of a collection that was deleted while it was written, which takes its files away from under it. */
    private boolean removeIfDeleted(String id, Exception cause) {
        if (service.exists(id)) {
            return false;
        }
        log.debug("A collection was deleted while it was indexed id={}", id, cause);
        indexes.remove(id);
        return true;
    }

    /** Tells at intervals how far the indexing is; finds out then whether this instance still does it. */
    private final class Report implements IndexUpdate.Progress {

        private final String id;
        private final Pace pace = new Pace(properties.progressInterval(), clock);

        Report(String id) {
            this.id = id;
        }

        @Override
        public void reached(int current, int total, String fileName) throws IndexTakenAwayException {
            if (pace.isDue() && !service.progress(id, current, total, fileName)) {
                throw new IndexTakenAwayException(id);
            }
        }

        @Override
        public void committing() throws IndexTakenAwayException {
            if (!service.isIndexing(id)) {
                throw new IndexTakenAwayException(id);
            }
        }
    }
}
