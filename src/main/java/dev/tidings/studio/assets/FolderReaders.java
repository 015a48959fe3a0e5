package dev.tidings.studio.assets;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import dev.tidings.http.ResourceId;
import org.springframework.stereotype.Component;

/** Lets those read a folder's topic who may read the folder. */
@Component
final class FolderReaders implements TopicReaders {

    private final AssetRepository assets;

    FolderReaders(AssetRepository assets) {
        this.assets = assets;
    }

    @Override
    public String topicName() {
        return AssetChanges.DESTINATION;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return ResourceId.isWellFormed(id)
                && assets.findLineage(reader.name(), id)
                        .filter(lineage -> lineage.asset().isFolder())
                        .filter(lineage -> lineage.right().includes(Right.READ))
                        .isPresent();
    }

    @Override
    public long readableSince(Reader reader, String id) {
        return assets.readRightsVersion(reader.name(), id);
    }
}
