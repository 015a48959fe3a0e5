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
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

/** The threads that the caller may see; others do not exist here. */
@RestController
@RequestMapping("/api/threads")
final class ThreadController {

    private final ThreadService service;
    private final ChangeLog changes;
    private final LiveList lists;

    ThreadController(ThreadService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** Asks for a thread, in a workspace or for oneself. */
    record ThreadRequest(@NotNull String title, @Nullable String workspaceId) {}

    /** What of a thread can be edited. */
    record ThreadEdit(@NotNull String title) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ThreadResource> begin(Principal caller, @Valid @RequestBody ThreadRequest wanted) {
        DiscussionThread begun = service.begin(caller.getName(), wanted.title(), wanted.workspaceId());
        return answer(ResponseEntity.created(URI.create("/api/threads/" + begun.id())), begun);
    }

    @GetMapping
    ResponseEntity<Written<Page<ThreadResource>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(ThreadChanges.queue(caller.getName())));
        List<DiscussionThread> read = service.readVisible(caller.getName(), Place.parse(after), limit);
        return lists.answer(request, heads, Page.of(read, limit, DiscussionThread::place, ThreadResource::of));
    }

    @GetMapping("/{id}")
    ResponseEntity<ThreadResource> get(Principal caller, @PathVariable String id) {
        return answer(ResponseEntity.ok(), service.get(caller.getName(), id));
    }

    @PutMapping("/{id}")
    ResponseEntity<ThreadResource> rename(
            Principal caller,
            @PathVariable String id,
            @Valid @RequestBody ThreadEdit wanted,
            HttpServletRequest request) {
        DiscussionThread renamed = service.rename(
                caller.getName(), id, wanted.title(), etag -> ConditionalRequests.requireMatch(request, etag));
        return answer(ResponseEntity.ok(), renamed);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id, HttpServletRequest request) {
        service.delete(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<ThreadResource> answer(ResponseEntity.BodyBuilder response, DiscussionThread thread) {
        return response.eTag(thread.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(ThreadResource.of(thread));
    }
}
