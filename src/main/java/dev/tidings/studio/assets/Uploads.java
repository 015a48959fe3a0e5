package dev.tidings.studio.assets;

import dev.tidings.studio.assets.FileStorage.Source;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Takes in files: content first, outside a transaction, then row and change in a short one. */
@Component
final class Uploads {

    private final FileStorage storage;
    private final AssetTrees trees;
    private final AssetService service;

    Uploads(FileStorage storage, AssetTrees trees, AssetService service) {
        this.storage = storage;
        this.trees = trees;
        this.service = service;
    }

    Asset accept(String user, String parentId, String name, Source source) throws IOException {
        AssetTrees.requireWritable(trees.getReadableFolder(user, "parent_id", parentId));
        var content = storage.store(name, source);
        try {
            return service.create(user, NewAsset.file(parentId, name, content));
        } catch (ErrorResponseException ex) {
            // Any other failure may have come after the commit; then the content has to stay for its row.
            storage.remove(content.key());
            throw ex;
        }
    }
}
