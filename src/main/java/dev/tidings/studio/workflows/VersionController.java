package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The versions of a workflow that the caller may see. */
@RestController
@RequestMapping("/api/workflows/{id}/versions")
final class VersionController {

    private final WorkflowService service;
    private final ChangeLog changes;
    private final LiveList lists;

    VersionController(WorkflowService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /**
     * Versions, newest first.
     *
     * @param next number to ask for the next ones with, if there are any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Versions(List<VersionItem> items, @Nullable Integer next) {

        static Versions of(List<WorkflowVersion> read, int limit) {
            List<WorkflowVersion> shown = read.subList(0, Math.min(limit, read.size()));
            Integer next = read.size() > limit ? shown.getLast().number() : null;
            return new Versions(shown.stream().map(VersionItem::of).toList(), next);
        }
    }

    @GetMapping
    ResponseEntity<Written<Versions>> list(
            Principal caller,
            @PathVariable String id,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "" + Integer.MAX_VALUE) @Min(1) int below) {
        Workflow workflow = service.get(caller.getName(), id);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(WorkflowChanges.topic(workflow.id())));
        List<WorkflowVersion> read = service.readVersions(workflow, below, limit + 1);
        return lists.answer(request, heads, Versions.of(read, limit));
    }

    @GetMapping("/{number}")
    VersionResource get(Principal caller, @PathVariable String id, @PathVariable int number) {
        return VersionResource.of(service.getVersion(caller.getName(), id, number));
    }

    @DeleteMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id, @PathVariable int number) {
        service.deleteVersion(caller.getName(), id, number);
        return ResponseEntity.noContent().build();
    }
}
