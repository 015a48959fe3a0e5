package dev.tidings.studio.collections;

import dev.tidings.instance.Instances;
import dev.tidings.instance.Pace;
import dev.tidings.studio.assets.AssetFiles;
import dev.tidings.studio.assets.AssetFiles.Contents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.util.Optional;
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
    private final CollectionRepository collections;
    private final AssetFiles assets;
    private final IndexFolders indexes;
    private final CollectionProperties properties;
    private final Clock clock;
    private final String self;

    IndexWork(
            CollectionService service,
            CollectionRepository collections,
            AssetFiles assets,
            IndexFolders indexes,
            CollectionProperties properties,
            Clock clock,
            Instances instances) {
        this.service = service;
        this.collections = collections;
        this.assets = assets;
        this.indexes = indexes;
        this.properties = properties;
        this.clock = clock;
        this.self = instances.self();
    }

    /** Indexes the collection, unless it was deleted or taken away before its turn. */
    void run(AssetCollection queued) {
        service.start(queued.id()).ifPresent(this::index);
    }

    private void index(AssetCollection collection) {
        Optional<Contents> contents = assets.findContents(collection.draft().folderId());
        if (contents.isEmpty()) {
            service.fail(collection.id(), self, "The folder was deleted");
            return;
        }
        try {
            write(collection.id(), contents.get());
        } catch (IndexTakenAwayException | ClosedByInterruptException | ThreadInterruptedException ex) {
            log.debug("Stopped indexing a collection id={}", collection.id(), ex);
        } catch (LockObtainFailedException ex) {
            log.info("Another attempt to index a collection has not ended id={}", collection.id(), ex);
            service.fail(collection.id(), self, "An earlier attempt has not ended yet. Index the collection later");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            removeIfDeleted(collection.id());
        }
    }

    private void write(String id, Contents contents) throws IOException, IndexTakenAwayException {
        var pace = new Pace(properties.progressInterval(), clock);
        var update = new IndexUpdate(indexes.of(id), properties.maxTextSize().toBytes());
        service.complete(id, update.run(contents.files(), (current, total, fileName) -> {
            if (pace.isDue() && !service.progress(id, current, total, fileName)) {
                throw new IndexTakenAwayException(id);
            }
        }));
    }

    /** Removes the index of a collection that was deleted while it was written. */
    private void removeIfDeleted(String id) {
        if (collections.find(id).isEmpty()) {
            indexes.remove(id);
        }
    }
}
