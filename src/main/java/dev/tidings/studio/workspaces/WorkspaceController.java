package dev.tidings.studio.workspaces;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The workspaces that the caller is a member of; others do not exist here. */
@RestController
@RequestMapping("/api/workspaces")
final class WorkspaceController {

    private final WorkspaceService service;
    private final ChangeLog changes;
    private final LiveList lists;

    WorkspaceController(WorkspaceService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** What a client says of a workspace. */
    record WorkspaceRequest(@NotNull String name) {}

    /** All workspaces of a user, in the order of names. */
    record WorkspaceList(List<WorkspaceResource> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<WorkspaceResource> create(Principal caller, @Valid @RequestBody WorkspaceRequest wanted) {
        Workspace created = service.create(caller.getName(), wanted.name());
        return answer(ResponseEntity.created(URI.create("/api/workspaces/" + created.id())), created);
    }

    @GetMapping
    ResponseEntity<Written<WorkspaceList>> list(Principal caller, ServletWebRequest request) {
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(WorkspaceChanges.queue(caller.getName())));
        List<WorkspaceResource> items = service.readOf(caller.getName()).stream()
                .map(WorkspaceResource::of)
                .toList();
        return lists.answer(request, heads, new WorkspaceList(items));
    }

    @GetMapping("/{id}")
    ResponseEntity<WorkspaceResource> get(Principal caller, @PathVariable String id) {
        return answer(ResponseEntity.ok(), service.get(caller.getName(), id));
    }

    @PutMapping("/{id}")
    ResponseEntity<WorkspaceResource> rename(
            Principal caller,
            @PathVariable String id,
            @Valid @RequestBody WorkspaceRequest wanted,
            HttpServletRequest request) {
        Workspace renamed = service.rename(
                caller.getName(), id, wanted.name(), etag -> ConditionalRequests.requireMatch(request, etag));
        return answer(ResponseEntity.ok(), renamed);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id, HttpServletRequest request) {
        service.delete(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<WorkspaceResource> answer(ResponseEntity.BodyBuilder response, Workspace workspace) {
        return response.eTag(workspace.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(WorkspaceResource.of(workspace));
    }
}
