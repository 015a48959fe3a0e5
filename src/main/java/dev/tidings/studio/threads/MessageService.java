package dev.tidings.studio.threads;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.NameRules;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.studio.workspaces.WorkspaceRole;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes, edits and deletes the messages of threads. */
@Service
class MessageService {

    static final int MAX_TEXT_CHARACTERS = 10_000;

    private final ThreadService threads;
    private final MessageRepository messages;
    private final ThreadChanges changes;
    private final Clock clock;

    MessageService(ThreadService threads, MessageRepository messages, ThreadChanges changes, Clock clock) {
        this.threads = threads;
        this.messages = messages;
        this.changes = changes;
        this.clock = clock;
    }

    List<ThreadMessage> readOf(String threadId, @Nullable Place after, int limit) {
        return messages.readOf(threadId, after, limit);
    }

    @ChangeTransaction
    ThreadMessage write(String user, String threadId, String text) {
        checkText(text);
        DiscussionThread thread = threads.lock(user, threadId);
        threads.require(user, thread, WorkspaceRole.EDITOR);
        Instant now = clock.instant();
        var written = new ThreadMessage(UUID.randomUUID().toString(), threadId, user, text, 1, now, now);
        messages.insert(written);
        changes.written(written);
        return written;
    }

    /**
     * Edits a message, unless it says that already. Only its author may.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    ThreadMessage edit(String user, String threadId, String id, String text, Consumer<String> precondition) {
        checkText(text);
        DiscussionThread thread = threads.lock(user, threadId);
        ThreadMessage message = get(threadId, id);
        threads.require(user, thread, WorkspaceRole.EDITOR);
        if (!message.author().equals(user)) {
            throw Problems.forbidden("Only the author of message '%s' may edit it".formatted(id));
        }
        precondition.accept(message.etag());
        if (message.text().equals(text)) {
            return message;
        }
        ThreadMessage edited = message.edited(text, clock.instant());
        messages.update(edited);
        changes.edited(edited);
        return edited;
    }

    @ChangeTransaction
    void delete(String user, String threadId, String id, Consumer<String> precondition) {
        DiscussionThread thread = threads.lock(user, threadId);
        ThreadMessage message = get(threadId, id);
        threads.require(user, thread, message.author().equals(user) ? WorkspaceRole.EDITOR : WorkspaceRole.OWNER);
        precondition.accept(message.etag());
        messages.delete(id);
        changes.deleted(message);
    }

    private ThreadMessage get(String threadId, String id) {
        return Optional.of(id)
                .filter(ResourceId::isWellFormed)
                .flatMap(known -> messages.find(threadId, known))
                .orElseThrow(() -> Problems.notFound(ThreadMessage.TYPE, id));
    }

    private static void checkText(String text) {
        int characters = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            throw Problems.badField("text", "must not be blank");
        }
        if (characters > MAX_TEXT_CHARACTERS) {
            throw Problems.badField(
                    "text", "must have at most %d characters, but has %d".formatted(MAX_TEXT_CHARACTERS, characters));
        }
        if (text.indexOf('\0') >= 0 || !NameRules.isWellFormed(text)) {
            throw Problems.badField("text", "must be well-formed Unicode without the character U+0000");
        }
    }
}
