package dev.tidings.studio.workflows;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.http.Place;
import dev.tidings.studio.workflows.WorkflowService.Draft;
import dev.tidings.studio.workflows.WorkflowService.Edit;
import dev.tidings.studio.workflows.WorkflowVersion.Origin;
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

/** The workflows that the caller may see; others do not exist here. */
@RestController
@RequestMapping("/api/workflows")
final class WorkflowController {

    private final WorkflowService service;
    private final ChangeLog changes;
    private final LiveList lists;

    WorkflowController(WorkflowService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** Asks for a workflow, in a workspace or for oneself. */
    record WorkflowRequest(
            @NotNull String name,
            @Nullable String workspaceId,
            @Nullable Boolean template,
            @NotNull @Valid Graph graph) {}

    /** What of a workflow can be edited; what is absent stays. */
    record WorkflowEdit(
            @Nullable String name,
            @Nullable Boolean template,
            @Valid @Nullable Graph graph,
            @Nullable Boolean autosave) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<WorkflowResource> create(Principal caller, @Valid @RequestBody WorkflowRequest wanted) {
        boolean template = Boolean.TRUE.equals(wanted.template());
        Workflow created = service.create(
                caller.getName(), new Draft(wanted.name(), wanted.workspaceId(), template, wanted.graph()));
        return answer(ResponseEntity.created(URI.create("/api/workflows/" + created.id())), created);
    }

    @GetMapping
    ResponseEntity<Written<Page<WorkflowItem>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(required = false) @Nullable Boolean template,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(WorkflowChanges.queue(caller.getName())));
        List<Workflow> read = service.readVisible(caller.getName(), template, Place.parse(after), limit);
        return lists.answer(request, heads, Page.of(read, limit, Workflow::place, WorkflowItem::of));
    }

    /** Returns a workflow, with the position of its topic that it is valid at. */
    @GetMapping("/{id}")
    ResponseEntity<WorkflowResource> get(Principal caller, @PathVariable String id) {
        // Once to see whether the caller may know of it, and again when the position is read.
        service.get(caller.getName(), id);
        Map<Destination, Position> heads = changes.heads(List.of(WorkflowChanges.topic(id)));
        return answer(
                ResponseEntity.ok().header(LiveList.CHANGE_POSITION, LiveList.header(heads)),
                service.get(caller.getName(), id));
    }

    @PutMapping("/{id}")
    ResponseEntity<WorkflowResource> edit(
            Principal caller,
            @PathVariable String id,
            @Valid @RequestBody WorkflowEdit wanted,
            HttpServletRequest request) {
        Origin origin = Boolean.TRUE.equals(wanted.autosave()) ? Origin.AUTOSAVE : Origin.SAVE;
        var edit = new Edit(wanted.name(), wanted.template(), wanted.graph(), origin);
        return answer(
                ResponseEntity.ok(),
                service.edit(caller.getName(), id, edit, etag -> ConditionalRequests.requireMatch(request, etag)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id, HttpServletRequest request) {
        service.delete(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }

    /** Gives a workflow the graph of an earlier version. */
    @PostMapping("/{id}/versions/{number}/restore")
    ResponseEntity<WorkflowResource> restore(
            Principal caller, @PathVariable String id, @PathVariable int number, HttpServletRequest request) {
        return answer(
                ResponseEntity.ok(),
                service.restore(caller.getName(), id, number, etag -> ConditionalRequests.requireMatch(request, etag)));
    }

    private static ResponseEntity<WorkflowResource> answer(ResponseEntity.BodyBuilder response, Workflow workflow) {
        return response.eTag(workflow.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(WorkflowResource.of(workflow));
    }
}
