package dev.tidings.studio.assets;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.changelog.RightsChanges;
import dev.tidings.http.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.web.ErrorResponseException;

/** Creates, renames, moves and deletes files and folders, and announces it. */
@Service
class AssetService {

    /** Levels of folders below a home folder: every look at rights walks up all of them. */
    static final int MAX_DEPTH = 64;

    private final AssetRepository assets;
    private final AccessRepository access;
    private final AssetTrees trees;
    private final AssetChanges changes;
    private final FileStorage storage;
    private final RightsChanges rightsChanges;
    private final Clock clock;

    AssetService(
            AssetRepository assets,
            AccessRepository access,
            AssetTrees trees,
            AssetChanges changes,
            FileStorage storage,
            RightsChanges rightsChanges,
            Clock clock) {
        this.assets = assets;
        this.access = access;
        this.trees = trees;
        this.changes = changes;
        this.storage = storage;
        this.rightsChanges = rightsChanges;
        this.clock = clock;
    }

    @ChangeTransaction
    Asset create(String user, NewAsset wanted) {
        trees.lock(user, List.of(wanted.parentId()));
        Lineage parent = trees.getReadableFolder(user, "parent_id", wanted.parentId());
        AssetTrees.requireWritable(parent);
        requireDepth(parent.depth() + 1);
        Asset created = newAsset(parent.asset(), wanted);
        try {
            assets.insert(created);
        } catch (DuplicateKeyException _) {
            throw nameTaken(created.name());
        }
        changes.created(created);
        return created;
    }

    /**
     * Renames or moves an asset, or both. Asked for what is already so, it does nothing.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Asset update(String user, String id, AssetEdit edit, Consumer<String> precondition) {
        String target = edit.parentId();
        List<Lineage> locked = trees.lock(user, target == null ? List.of(id) : List.of(id, target));
        Lineage current = locked.getFirst();
        requirePlace(current);
        precondition.accept(current.asset().etag());
        Lineage.Step parent = current.steps().get(current.depth() - 1);
        Asset newParent = parent.asset();
        if (target != null && !target.equals(newParent.id())) {
            requireMovable(current, trees.getReadableFolder(user, "parent_id", target));
            newParent = locked.getLast().asset();
        }
        if (current.asset().isFolder() && !newParent.id().equals(parent.asset().id())) {
            // Who got it with a folder above may lose what is below it as well.
            access.readGrantees(current.steps().stream()
                            .map(step -> step.asset().id())
                            .toList())
                    .forEach(rightsChanges::note);
            rightsChanges.noteGiven(version -> assets.writeRightsVersion(id, version));
        }
        return write(current.asset(), edit.nameOr(current.asset().name()), newParent);
    }

    /** Deletes an asset, a folder with everything in it. Content is removed once that is committed. */
    @ChangeTransaction
    void delete(String user, String id, Consumer<String> precondition) {
        Lineage current = trees.lock(user, List.of(id)).getFirst();
        requirePlace(current);
        precondition.accept(current.asset().etag());
        List<Asset> deleted = assets.readSubtree(id);
        var grants = access.readGrantsBelow(id);
        assets.delete(id);
        changes.deleted(deleted, grants);
        storage.removeAfterCommit(
                deleted.stream().map(Asset::storageKey).filter(Objects::nonNull).toList());
    }

    private Asset write(Asset current, String name, Asset newParent) {
        boolean moved = !newParent.id().equals(current.parentId());
        if (!moved && name.equals(current.name())) {
            return current;
        }
        Asset edited = current.edited(name, newParent, clock.instant());
        try {
            assets.update(edited);
        } catch (DuplicateKeyException _) {
            throw nameTaken(name);
        }
        List<Grant> grants = access.readGrants(edited.id());
        if (moved) {
            changes.moved(edited, Objects.requireNonNull(current.parentId()), grants);
        } else {
            changes.renamed(edited, grants);
        }
        return edited;
    }

    private Asset newAsset(Asset parent, NewAsset wanted) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        var content = wanted.content();
        String type = content == null ? Asset.FOLDER : content.contentType();
        long size = content == null ? 0 : content.size();
        String key = content == null ? null : content.key();
        return new Asset(id, parent.id(), parent.owner(), wanted.name(), type, size, key, 1, now, now);
    }

    private void requireMovable(Lineage current, Lineage target) {
        AssetTrees.requireWritable(target);
        Asset asset = current.asset();
        if (target.passesThrough(asset.id())) {
            throw Problems.badField("parent_id", "must not be the folder itself or a folder below it");
        }
        if (asset.isFolder() && !asset.owner().equals(target.asset().owner())) {
            throw Problems.conflict("A folder cannot be moved to another owner's files. Move its files one by one");
        }
        requireDepth(target.depth() + 1 + assets.readHeight(asset.id()));
    }

    private static void requirePlace(Lineage current) {
        if (current.asset().isHome()) {
            throw Problems.conflict("A home folder cannot be renamed, moved or deleted");
        }
        if (!current.rightToParent().includes(Right.WRITE)) {
            throw Problems.forbidden("You may read asset '%s' but not rename, move or delete it"
                    .formatted(current.asset().id()));
        }
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw Problems.conflict(
                    "Folders can be at most %d levels deep, but this would make %d".formatted(MAX_DEPTH, depth));
        }
    }

    private static ErrorResponseException nameTaken(String name) {
        var problem = Problems.conflict("The folder already has an entry named '%s'".formatted(name));
        problem.getBody().setProperty("field", "name");
        return problem;
    }
}
