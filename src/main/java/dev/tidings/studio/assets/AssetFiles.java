package dev.tidings.studio.assets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other services may know of assets. */
@Component
public final class AssetFiles {

    private final AssetTrees trees;
    private final AssetRepository assets;
    private final FileStorage storage;

    AssetFiles(AssetTrees trees, AssetRepository assets, FileStorage storage) {
        this.trees = trees;
        this.assets = assets;
        this.storage = storage;
    }

    /**
     * Returns the name of an asset that the user may read.
     *
     * @throws org.springframework.web.ErrorResponseException with status 404 if there is none or the user may not
     */
    public String getReadableName(String user, String id) {
        return trees.getReadable(user, id).asset().name();
    }

    /**
     * Lets the id of a folder pass that the user may read.
     *
     * @param field that holds the id, for the error
     * @throws org.springframework.web.ErrorResponseException with status 404 if there is none or the user may not, or
     *     400 if it is that of a file
     */
    public void requireReadableFolder(String user, String field, String id) {
        trees.getReadableFolder(user, field, id);
    }

    /** Returns whether there is a file with this id that the user may read. */
    public boolean isReadableFile(String user, String id) {
        return findReadableFile(user, id).isPresent();
    }

    /** Finds the name of a file that the user may read. */
    public Optional<String> findReadableFile(String user, String id) {
        return trees.findReadable(user, id)
                .map(Lineage::asset)
                .filter(asset -> !asset.isFolder())
                .map(Asset::name);
    }

    /** Returns whether there is a folder with this id that the user may read. */
    public boolean isReadableFolder(String user, String id) {
        return trees.findReadable(user, id)
                .filter(found -> found.asset().isFolder())
                .isPresent();
    }

    /**
     * The files that belong to an asset.
     *
     * @param isFolder whether they lie below a folder; otherwise the one file is the asset itself
     */
    public record Contents(boolean isFolder, List<AssetFile> files) {

        public Contents {
            files = List.copyOf(files);
        }
    }

    /** Reads what files belong to an asset; empty if there is no such asset. */
    public Optional<Contents> findContents(String id) {
        List<Asset> subtree = assets.readSubtree(id);
        return subtree.isEmpty()
                ? Optional.empty()
                : Optional.of(new Contents(subtree.getFirst().isFolder(), filesOf(subtree)));
    }

    private List<AssetFile> filesOf(List<Asset> subtree) {
        Map<@Nullable String, String> prefixes = new HashMap<>();
        prefixes.put(subtree.getFirst().id(), "");
        List<AssetFile> files = new ArrayList<>();
        for (Asset asset : subtree) {
            String path = prefixes.getOrDefault(asset.parentId(), "") + asset.name();
            String key = asset.storageKey();
            if (key != null) {
                files.add(new AssetFile(asset, path, storage.pathOf(key)));
            } else {
                prefixes.putIfAbsent(asset.id(), path + "/");
            }
        }
        return files;
    }
}
