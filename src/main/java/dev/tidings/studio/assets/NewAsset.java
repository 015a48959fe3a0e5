package dev.tidings.studio.assets;

import dev.tidings.studio.assets.FileStorage.StoredContent;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to create.
 *
 * @param content of a file, already on disk; {@code null} for a folder
 */
record NewAsset(String parentId, String name, @Nullable StoredContent content) {

    static NewAsset folder(String parentId, String name) {
        return new NewAsset(parentId, name, null);
    }

    static NewAsset file(String parentId, String name, StoredContent content) {
        return new NewAsset(parentId, name, content);
    }
}
