package dev.tidings.studio.notifications;

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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The caller's own notifications; those of others do not exist here. */
@RestController
@RequestMapping("/api/notifications")
final class NotificationController {

    private final NotificationService service;
    private final ChangeLog changes;
    private final LiveList lists;

    NotificationController(NotificationService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** What of a notification can be edited. */
    record NotificationEdit(@NotNull Boolean read) {}

    @GetMapping
    ResponseEntity<Written<Page<NotificationResource>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Place last = Place.parse(after);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(NotificationService.queue(caller.getName())));
        List<Notification> read = service.readOf(caller.getName(), last, limit);
        return lists.answer(request, heads, Page.of(read, limit, Notification::place, NotificationResource::of));
    }

    @PutMapping("/{id}")
    ResponseEntity<NotificationResource> edit(
            Principal caller,
            @PathVariable String id,
            @Valid @RequestBody NotificationEdit wanted,
            HttpServletRequest request) {
        Notification marked = service.mark(
                caller.getName(), id, wanted.read(), etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.ok().eTag(marked.etag()).body(NotificationResource.of(marked));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id) {
        service.delete(caller.getName(), id);
        return ResponseEntity.noContent().build();
    }
}
