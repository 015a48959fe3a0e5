package dev.tidings.studio.assets;

import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/** Finds assets as a user may see them, and locks the trees they are in while they are written. */
@Component
final class AssetTrees {

    private final AssetRepository assets;

    AssetTrees(AssetRepository assets) {
        this.assets = assets;
    }

    /**
     * Reads an asset that the user may read.
     *
     * @throws org.springframework.web.ErrorResponseException with status 404 if there is none or the user may not
     */
    Lineage getReadable(String user, String id) {
        return findReadable(user, id).orElseThrow(() -> Problems.notFound(Asset.TYPE, id));
    }

    /** Finds an asset that the user may read. */
    Optional<Lineage> findReadable(String user, String id) {
        return Optional.of(id)
                .filter(ResourceId::isWellFormed)
                .flatMap(known -> assets.findLineage(user, known))
                .filter(lineage -> lineage.right().includes(Right.READ));
    }

    /** Reads a folder that the user may read, for an endpoint that takes nothing else. */
    Lineage getReadableFolder(String user, String field, String id) {
        Lineage folder = getReadable(user, id);
        if (!folder.asset().isFolder()) {
            throw Problems.badField(field, "must be the id of a folder, but '%s' is a file".formatted(id));
        }
        return folder;
    }

    /** Lets a folder pass that the user may put something into. */
    static void requireWritable(Lineage folder) {
        if (!folder.right().includes(Right.WRITE)) {
            throw Problems.forbidden("You may read folder '%s' but not change what is in it"
                    .formatted(folder.asset().id()));
        }
    }

    /**
     * Locks the trees that the assets are in until the transaction ends, and reads the assets after that:
     * what they say then stays true. A transaction locks once.
     *
     * @param ids assets that the user may read
     */
    List<Lineage> lock(String user, List<String> ids) {
        var owners = new TreeSet<String>();
        ids.forEach(id -> owners.add(getReadable(user, id).asset().owner()));
        owners.forEach(assets::lockHome);
        List<Lineage> locked = ids.stream().map(id -> getReadable(user, id)).toList();
        for (Lineage lineage : locked) {
            if (!owners.contains(lineage.asset().owner())) {
                // Moved to another owner between the look and the lock: the transaction has to start again.
                throw new CannotAcquireLockException(
                        "Asset '%s' changed its owner".formatted(lineage.asset().id()));
            }
        }
        return locked;
    }
}
