package dev.tidings.studio.threads;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.NameRules;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.studio.workspaces.MemberJoined;
import dev.tidings.studio.workspaces.MemberLeft;
import dev.tidings.studio.workspaces.Scope.Shared;
import dev.tidings.studio.workspaces.Scopes;
import dev.tidings.studio.workspaces.WorkspaceDeleting;
import dev.tidings.studio.workspaces.WorkspaceRole;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Begins, renames and deletes threads. */
@Service
class ThreadService {

    static final int MAX_TITLE_CHARACTERS = 200;

    private final Scopes scopes;
    private final ThreadRepository threads;
    private final ThreadChanges changes;
    private final Clock clock;

    ThreadService(Scopes scopes, ThreadRepository threads, ThreadChanges changes, Clock clock) {
        this.scopes = scopes;
        this.threads = threads;
        this.changes = changes;
        this.clock = clock;
    }

    List<DiscussionThread> readVisible(String user, @Nullable Place after, int limit) {
        return threads.readVisible(scopes.readVisible(user), after, limit);
    }

    /** Returns a thread that a user may see. */
    DiscussionThread get(String user, String id) {
        DiscussionThread thread =
                found(Optional.of(id).filter(ResourceId::isWellFormed).flatMap(threads::find), id);
        require(user, thread, WorkspaceRole.VIEWER);
        return thread;
    }

    boolean mayRead(String user, String id) {
        return ResourceId.isWellFormed(id)
                && threads.find(id)
                        .flatMap(thread -> scopes.findRole(user, thread.scope()))
                        .isPresent();
    }

    /** Reads the version of the rights with which a user was given the right to read one, zero if it is as old as that. */
    long readableSince(String user, String id) {
        return threads.find(id)
                .map(thread -> scopes.readableSince(user, thread.scope()))
                .orElse(0L);
    }

    /** Begins a thread, in a workspace or for its author alone. */
    @ChangeTransaction
    DiscussionThread begin(String user, String title, @Nullable String workspaceId) {
        NameRules.check("title", title, MAX_TITLE_CHARACTERS);
        if (workspaceId != null) {
            var scope = new Shared(workspaceId);
            scopes.lock(scope);
            scopes.require(user, scope, WorkspaceRole.EDITOR, "workspace", workspaceId);
        }
        Instant now = clock.instant();
        var begun = new DiscussionThread(UUID.randomUUID().toString(), title, user, workspaceId, 1, now, now);
        threads.insert(begun);
        changes.created(begun, scopes.readers(begun.scope()));
        return begun;
    }

    /**
     * Renames a thread, unless it has that title already.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    DiscussionThread rename(String user, String id, String title, Consumer<String> precondition) {
        NameRules.check("title", title, MAX_TITLE_CHARACTERS);
        DiscussionThread thread = lock(user, id);
        requireAuthorOrOwner(user, thread);
        precondition.accept(thread.etag());
        if (thread.title().equals(title)) {
            return thread;
        }
        DiscussionThread renamed = thread.renamed(title, clock.instant());
        threads.update(renamed);
        changes.renamed(renamed, scopes.readers(thread.scope()));
        return renamed;
    }

    @ChangeTransaction
    void delete(String user, String id, Consumer<String> precondition) {
        DiscussionThread thread = lock(user, id);
        requireAuthorOrOwner(user, thread);
        precondition.accept(thread.etag());
        delete(thread);
    }

    /** Returns a thread that a user may see, and keeps it and the user's rights as they are. */
    DiscussionThread lock(String user, String id) {
        // The scope of a thread never changes, so it may be read before it is locked.
        scopes.lock(get(user, id).scope());
        DiscussionThread thread = found(threads.lock(id), id);
        require(user, thread, WorkspaceRole.VIEWER);
        return thread;
    }

    void require(String user, DiscussionThread thread, WorkspaceRole least) {
        scopes.require(user, thread.scope(), least, DiscussionThread.TYPE, thread.id());
    }

    private void requireAuthorOrOwner(String user, DiscussionThread thread) {
        require(user, thread, thread.author().equals(user) ? WorkspaceRole.EDITOR : WorkspaceRole.OWNER);
    }

    private void delete(DiscussionThread thread) {
        threads.delete(thread.id());
        changes.deleted(thread, scopes.readers(thread.scope()));
    }

    @EventListener
    void joined(MemberJoined member) {
        threads.readIn(member.workspaceId()).forEach(thread -> changes.created(thread, List.of(member.user())));
    }

    @EventListener
    void left(MemberLeft member) {
        threads.readIn(member.workspaceId()).forEach(thread -> changes.hidden(thread, member.user()));
    }

    @EventListener
    void deleteAllOf(WorkspaceDeleting workspace) {
        threads.readIn(workspace.workspaceId()).forEach(this::delete);
    }

    private static DiscussionThread found(Optional<DiscussionThread> thread, String id) {
        return thread.orElseThrow(() -> Problems.notFound(DiscussionThread.TYPE, id));
    }
}
