package dev.tidings.studio.threads;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.http.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The messages of a thread that the caller may see. */
@RestController
@RequestMapping("/api/threads/{threadId}/messages")
final class MessageController {

    private final ThreadService threads;
    private final MessageService service;
    private final ChangeLog changes;
    private final LiveList lists;

    MessageController(ThreadService threads, MessageService service, ChangeLog changes, LiveList lists) {
        this.threads = threads;
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** What a message says. */
    record MessageRequest(@NotNull String text) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<MessageResource> write(
            Principal caller, @PathVariable String threadId, @Valid @RequestBody MessageRequest wanted) {
        ThreadMessage written = service.write(caller.getName(), threadId, wanted.text());
        return answer(ResponseEntity.status(HttpStatus.CREATED), written);
    }

    @GetMapping
    ResponseEntity<Written<Page<MessageResource>>> list(
            Principal caller,
            @PathVariable String threadId,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        DiscussionThread thread = threads.get(caller.getName(), threadId);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(ThreadChanges.topic(thread.id())));
        return lists.answer(
                request,
                heads,
                Page.of(
                        service.readOf(thread.id(), Place.parse(after), limit),
                        limit,
                        ThreadMessage::place,
                        MessageResource::of));
    }

    @PutMapping("/{id}")
    ResponseEntity<MessageResource> edit(
            Principal caller,
            @PathVariable String threadId,
            @PathVariable String id,
            @Valid @RequestBody MessageRequest wanted,
            HttpServletRequest request) {
        ThreadMessage edited = service.edit(
                caller.getName(), threadId, id, wanted.text(), etag -> ConditionalRequests.requireMatch(request, etag));
        return answer(ResponseEntity.ok(), edited);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(
            Principal caller, @PathVariable String threadId, @PathVariable String id, HttpServletRequest request) {
        service.delete(caller.getName(), threadId, id, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<MessageResource> answer(ResponseEntity.BodyBuilder response, ThreadMessage message) {
        return response.eTag(message.etag()).body(MessageResource.of(message));
    }
}
