package dev.tidings.studio.assets;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.changelog.RightsChanges;
import dev.tidings.destination.BadDestinationException;
import dev.tidings.http.Problems;
import dev.tidings.security.Users;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Shares folders with other users, and takes them back. Only a folder's owner may ask. */
@Service
class AccessService {

    private final AssetTrees trees;
    private final AccessRepository access;
    private final AssetChanges changes;
    private final Users users;
    private final RightsChanges rightsChanges;
    private final Clock clock;

    AccessService(
            AssetTrees trees,
            AccessRepository access,
            AssetChanges changes,
            Users users,
            RightsChanges rightsChanges,
            Clock clock) {
        this.trees = trees;
        this.access = access;
        this.changes = changes;
        this.users = users;
        this.rightsChanges = rightsChanges;
        this.clock = clock;
    }

    /** Reads who was given access to this very folder. */
    List<Grant> readGrants(String user, String folder) {
        requireOwnFolder(trees.getReadable(user, folder));
        return access.readGrants(folder);
    }

    /** Gives access, or another role to who has it already. */
    @ChangeTransaction
    Grant give(String user, Grant wanted) {
        Lineage folder = trees.lock(user, List.of(wanted.folderId())).getFirst();
        requireOwnFolder(folder);
        requireGrantee(user, wanted.grantee());
        Optional<Grant> current = access.find(wanted.folderId(), wanted.grantee());
        if (current.isEmpty()) {
            access.insert(wanted, clock.instant());
            rightsChanges.noteGiven(version -> access.writeRightsVersion(wanted, version));
            changes.shared(folder.asset(), wanted);
        } else if (current.get().role() != wanted.role()) {
            access.update(wanted);
            changes.roleChanged(folder.asset(), wanted);
        }
        return wanted;
    }

    @ChangeTransaction
    void takeBack(String user, String folderId, String grantee) {
        Lineage folder = trees.lock(user, List.of(folderId)).getFirst();
        requireOwnFolder(folder);
        Grant grant = access.find(folderId, grantee)
                .orElseThrow(() -> Problems.notFound("access to '%s' for user".formatted(folderId), grantee));
        access.delete(grant);
        rightsChanges.note(grantee);
        changes.takenBack(folder.asset(), grant);
    }

    private void requireGrantee(String owner, String grantee) {
        if (grantee.equals(owner)) {
            throw Problems.badField("user", "must not be the owner of the folder");
        }
        if (!canHaveQueue(grantee) || !users.isKnown(grantee)) {
            throw Problems.badField("user", "must be the name of a user");
        }
    }

    private static boolean canHaveQueue(String user) {
        try {
            return AssetChanges.queue(user).user().equals(user);
        } catch (BadDestinationException _) {
            return false;
        }
    }

    private static void requireOwnFolder(Lineage lineage) {
        if (lineage.right() != Right.OWN) {
            throw Problems.forbidden("Only the owner of '%s' may see and change who has access to it"
                    .formatted(lineage.asset().id()));
        }
        if (!lineage.asset().isFolder()) {
            throw Problems.conflict("Only folders can be shared, but '%s' is a file"
                    .formatted(lineage.asset().id()));
        }
    }
}
