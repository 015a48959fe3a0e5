package dev.tidings.studio.collections;

import dev.tidings.changelog.AfterCommit;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.NameRules;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.instance.Instances;
import dev.tidings.instance.SharedFolders;
import dev.tidings.studio.assets.AssetFiles;
import dev.tidings.studio.collections.AssetCollection.Content;
import dev.tidings.studio.collections.AssetCollection.Draft;
import dev.tidings.studio.workspaces.MemberJoined;
import dev.tidings.studio.workspaces.MemberLeft;
import dev.tidings.studio.workspaces.Scope;
import dev.tidings.studio.workspaces.Scope.Personal;
import dev.tidings.studio.workspaces.Scopes;
import dev.tidings.studio.workspaces.WorkspaceDeleting;
import dev.tidings.studio.workspaces.WorkspaceRole;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Creates and deletes collections, and writes the steps of their indexing. A step locks the collection's row and looks at
 * it first, so of two that contradict each other the second does not happen.
 */
@Service
class CollectionService {

    static final int MAX_NAME_CHARACTERS = 100;

    private final Scopes scopes;
    private final CollectionRepository collections;
    private final CollectionChanges changes;
    private final AssetFiles assets;
    private final SharedFolders indexes;
    private final Clock clock;
    private final String self;

    CollectionService(
            Scopes scopes,
            CollectionRepository collections,
            CollectionChanges changes,
            AssetFiles assets,
            SharedFolders indexFolders,
            Clock clock,
            Instances instances) {
        this.scopes = scopes;
        this.collections = collections;
        this.changes = changes;
        this.assets = assets;
        this.indexes = indexFolders;
        this.clock = clock;
        this.self = instances.self();
    }

    List<AssetCollection> readVisible(String user, @Nullable Place after, int limit) {
        return collections.readVisible(scopes.readVisible(user), after, limit);
    }

    /** Returns a collection that a user may see. */
    AssetCollection get(String user, String id) {
        AssetCollection collection =
                found(Optional.of(id).filter(ResourceId::isWellFormed).flatMap(collections::find), id);
        require(user, collection, WorkspaceRole.VIEWER);
        return collection;
    }

    boolean mayRead(String user, String id) {
        return ResourceId.isWellFormed(id)
                && collections
                        .find(id)
                        .flatMap(found -> scopes.findRole(user, found.scope()))
                        .isPresent();
    }

    /** Reads the version of the rights with which a user was given the right to read one, zero if it is as old as that. */
    long readableSince(String user, String id) {
        return collections
                .find(id)
                .map(found -> scopes.readableSince(user, found.scope()))
                .orElse(0L);
    }

    /** Creates a collection that waits for this instance to index it. */
    @ChangeTransaction
    AssetCollection create(String id, String user, Draft draft) {
        NameRules.check("name", draft.name(), MAX_NAME_CHARACTERS);
        assets.requireReadableFolder(user, "folder_id", draft.folderId());
        String workspaceId = draft.workspaceId();
        if (workspaceId != null) {
            Scope scope = Scope.of(user, workspaceId);
            scopes.lock(scope);
            scopes.require(user, scope, WorkspaceRole.EDITOR, "workspace", workspaceId);
        }
        var created = AssetCollection.queued(id, draft, user, self, clock.instant());
        collections.insert(created);
        changes.created(created, scopes.readers(created.scope()));
        return created;
    }

    /**
     * Has a collection wait for this instance to index it again.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    AssetCollection indexAgain(String user, String id, Consumer<String> precondition) {
        AssetCollection collection = lock(user, id, WorkspaceRole.EDITOR);
        precondition.accept(collection.etag());
        if (!collection.status().isFinal()) {
            throw Problems.conflict("Collection '%s' is %s already"
                    .formatted(id, collection.status().word()));
        }
        assets.requireReadableFolder(user, "folder_id", collection.draft().folderId());
        return write(collection.queuedAgain(self, clock.instant()));
    }

    /** Starts to index a collection, unless it was deleted or taken away before its turn. */
    @ChangeTransaction
    Optional<AssetCollection> start(String id) {
        return lock(id).filter(found -> found.isOn(self, IndexStatus.QUEUED))
                .map(found -> write(found.indexing(clock.instant())));
    }

    /** Returns whether this instance indexes a collection, which is not written by anybody else then. */
    boolean isIndexing(String id) {
        return collections
                .find(id)
                .filter(found -> found.isOn(self, IndexStatus.INDEXING))
                .isPresent();
    }

    boolean exists(String id) {
        return collections.find(id).isPresent();
    }

    /** Returns whether the author of a collection of their own may still read its folder; that of others does not count. */
    boolean isFolderReadable(AssetCollection collection) {
        return !(collection.scope() instanceof Personal(var author))
                || assets.isReadableFolder(author, collection.draft().folderId());
    }

    /**
     * Tells without a promise how far the indexing is.
     *
     * @param fileName path of the file that is next
     * @return whether this instance still indexes the collection
     */
    @ChangeTransaction
    boolean progress(String id, int current, int total, String fileName) {
        Optional<AssetCollection> running = lock(id).filter(found -> found.isOn(self, IndexStatus.INDEXING));
        running.ifPresent(found -> {
            String shown = found.scope() instanceof Personal && isFolderReadable(found) ? fileName : null;
            var progress = new IndexProgress(id, found.draft().name(), current, total, shown);
            changes.progressed(found, progress, scopes.readers(found.scope()));
        });
        return running.isPresent();
    }

    /** Ends the indexing of a collection, if this instance still does it. */
    @ChangeTransaction
    void complete(String id, Content content) {
        lock(id).filter(found -> found.isOn(self, IndexStatus.INDEXING)).ifPresent(found -> {
            var progress = new IndexProgress(id, found.draft().name(), content.files(), content.files(), null);
            changes.done(found, progress, scopes.readers(found.scope()));
            write(found.indexed(content, clock.instant()));
        });
    }

    /** Ends the indexing of a collection that an instance should have done. */
    @ChangeTransaction
    void fail(String id, String instanceId, String why) {
        lock(id).filter(found ->
                        found.instanceId().equals(instanceId) && !found.status().isFinal())
                .ifPresent(found -> write(found.failed(why, clock.instant())));
    }

    @ChangeTransaction
    void delete(String user, String id, Consumer<String> precondition) {
        AssetCollection collection = lock(user, id, WorkspaceRole.VIEWER);
        require(user, collection, collection.author().equals(user) ? WorkspaceRole.EDITOR : WorkspaceRole.OWNER);
        precondition.accept(collection.etag());
        delete(collection);
    }

    private AssetCollection write(AssetCollection next) {
        collections.update(next);
        changes.updated(next, scopes.readers(next.scope()));
        return next;
    }

    private void delete(AssetCollection collection) {
        collections.delete(collection.id());
        changes.deleted(collection, scopes.readers(collection.scope()));
        AfterCommit.run(() -> indexes.remove(collection.id()));
    }

    private AssetCollection lock(String user, String id, WorkspaceRole least) {
        // The scope of a collection never changes, so it may be read before it is locked.
        scopes.lock(get(user, id).scope());
        AssetCollection collection = found(collections.lock(id), id);
        require(user, collection, least);
        return collection;
    }

    /** Locks a collection, and keeps those who are told of it what they are. */
    private Optional<AssetCollection> lock(String id) {
        collections.find(id).ifPresent(found -> scopes.lock(found.scope()));
        return collections.lock(id);
    }

    private void require(String user, AssetCollection collection, WorkspaceRole least) {
        scopes.require(user, collection.scope(), least, AssetCollection.TYPE, collection.id());
    }

    @EventListener
    void joined(MemberJoined member) {
        collections.readIn(member.workspaceId()).forEach(found -> changes.created(found, List.of(member.user())));
    }

    @EventListener
    void left(MemberLeft member) {
        collections.readIn(member.workspaceId()).forEach(found -> changes.hidden(found, member.user()));
    }

    @EventListener
    void deleteAllOf(WorkspaceDeleting workspace) {
        collections.readIn(workspace.workspaceId()).forEach(this::delete);
    }

    private static AssetCollection found(Optional<AssetCollection> collection, String id) {
        return collection.orElseThrow(() -> Problems.notFound(AssetCollection.TYPE, id));
    }
}
