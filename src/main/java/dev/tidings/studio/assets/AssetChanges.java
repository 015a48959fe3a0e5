package dev.tidings.studio.assets;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Announces what happens to assets, each time to those destinations whose lists show it. */
@Component
final class AssetChanges {

    /** Name of the topics of folders, and of each user's queue of shared folders. */
    static final String DESTINATION = "assets";

    private final ChangeLog changes;

    AssetChanges(ChangeLog changes) {
        this.changes = changes;
    }

    void created(Asset asset) {
        changes.announce(ResourceChange.created(Asset.TYPE, AssetResource.of(asset)), List.of(topic(parentOf(asset))));
    }

    void renamed(Asset asset, List<Grant> grants) {
        var change = ResourceChange.updated(Asset.TYPE, AssetResource.of(asset));
        var bodies = new LinkedHashMap<Destination, ResourceChange>();
        bodies.put(topic(parentOf(asset)), change);
        if (asset.isFolder()) {
            bodies.put(topic(asset.id()), change);
        }
        grants.forEach(grant -> bodies.put(queue(grant), change));
        changes.announce(bodies);
    }

    /** Tells the old folder only that the asset left: its readers may have no right to the new one. */
    void moved(Asset asset, String oldParentId, List<Grant> grants) {
        var change = ResourceChange.moved(Asset.TYPE, AssetResource.of(asset), oldParentId);
        var bodies = new LinkedHashMap<Destination, ResourceChange>();
        bodies.put(topic(parentOf(asset)), change);
        bodies.put(topic(oldParentId), ResourceChange.moved(Asset.TYPE, Map.of("id", asset.id()), oldParentId));
        if (asset.isFolder()) {
            bodies.put(topic(asset.id()), change);
        }
        var update = ResourceChange.updated(Asset.TYPE, AssetResource.of(asset));
        grants.forEach(grant -> bodies.put(queue(grant), update));
        changes.announce(bodies);
    }

    /**
     * Ends the streams of a deleted folder and of all folders below it, each with its own id.
     *
     * @param deleted what is gone, the asset that was asked for first
     * @param grants access to the folders among it
     */
    void deleted(List<Asset> deleted, Map<String, List<Grant>> grants) {
        Asset top = deleted.getFirst();
        for (Asset asset : deleted) {
            var bodies = new LinkedHashMap<Destination, ResourceChange>();
            var change = ResourceChange.deleted(Asset.TYPE, new Gone(asset.id(), asset.parentId()));
            if (asset.id().equals(top.id())) {
                bodies.put(topic(parentOf(asset)), change);
            }
            if (asset.isFolder()) {
                bodies.put(topic(asset.id()), change);
            }
            grants.getOrDefault(asset.id(), List.of()).forEach(grant -> bodies.put(queue(grant), change));
            announce(bodies);
        }
    }

    void shared(Asset folder, Grant grant) {
        changes.announce(ResourceChange.created(Asset.TYPE, AssetResource.of(folder)), List.of(queue(grant)));
    }

    void roleChanged(Asset folder, Grant grant) {
        changes.announce(ResourceChange.updated(Asset.TYPE, AssetResource.of(folder)), List.of(queue(grant)));
    }

    void takenBack(Asset folder, Grant grant) {
        changes.announce(
                ResourceChange.deleted(Asset.TYPE, new Gone(folder.id(), folder.parentId())), List.of(queue(grant)));
    }

    private void announce(Map<Destination, ResourceChange> bodies) {
        if (!bodies.isEmpty()) {
            changes.announce(bodies);
        }
    }

    static Topic topic(String folder) {
        return new Topic(DESTINATION, folder);
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, DESTINATION);
    }

    private static UserQueue queue(Grant grant) {
        return queue(grant.grantee());
    }

    private static String parentOf(Asset asset) {
        String parent = asset.parentId();
        if (parent == null) {
            throw new IllegalStateException("Home folder '%s' has no folder above it".formatted(asset.id()));
        }
        return parent;
    }

    /** What is left of a deleted asset: enough to find it in a list. */
    private record Gone(String id, @Nullable String parentId) {}
}
