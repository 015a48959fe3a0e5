package dev.tidings.studio.executions;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.FileRange;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.studio.workflows.Node;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The executions that the caller may see; others do not exist here. */
@RestController
@RequestMapping("/api/executions")
final class ExecutionController {

    private final ExecutionOrders orders;
    private final ExecutionService service;
    private final NodeRunRepository nodes;
    private final OutputFiles files;
    private final ChangeLog changes;
    private final LiveList lists;

    ExecutionController(
            ExecutionOrders orders,
            ExecutionService service,
            NodeRunRepository nodes,
            OutputFiles files,
            ChangeLog changes,
            LiveList lists) {
        this.orders = orders;
        this.service = service;
        this.nodes = nodes;
        this.files = files;
        this.changes = changes;
        this.lists = lists;
    }

    /** Asks to execute a workflow as it is. */
    record ExecutionRequest(@NotNull String workflowId) {}

    /** What was said about an execution. */
    record Lines(List<LogLine> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ExecutionResource> order(Principal caller, @Valid @RequestBody ExecutionRequest wanted) {
        Execution created = orders.order(caller.getName(), wanted.workflowId());
        return answer(ResponseEntity.created(URI.create("/api/executions/" + created.id())), created);
    }

    @GetMapping
    ResponseEntity<Written<Page<ExecutionItem>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(name = "workflow_id", required = false) @Nullable String workflowId,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (workflowId != null && !ResourceId.isWellFormed(workflowId)) {
            throw Problems.badField("workflow_id", "must be the id of a workflow");
        }
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(ExecutionChanges.queue(caller.getName())));
        List<Execution> read = service.readVisible(caller.getName(), workflowId, Place.parse(after), limit);
        return lists.answer(request, heads, Page.of(read, limit, Execution::place, ExecutionItem::of));
    }

    /** Returns an execution with its nodes, and the position of its topic that they are valid at. */
    @GetMapping("/{id}")
    ResponseEntity<ExecutionResource> get(Principal caller, @PathVariable String id) {
        // Once to see whether the caller may know of it, and again when the position is read.
        service.get(caller.getName(), id);
        Map<Destination, Position> heads = changes.heads(List.of(ExecutionChanges.topic(id)));
        return answer(
                ResponseEntity.ok().header(LiveList.CHANGE_POSITION, LiveList.header(heads)),
                service.get(caller.getName(), id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<ExecutionResource> cancel(Principal caller, @PathVariable String id, HttpServletRequest request) {
        return answer(
                ResponseEntity.ok(),
                service.cancel(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag)));
    }

    @GetMapping("/{id}/logs")
    ResponseEntity<Written<Lines>> logs(
            Principal caller,
            @PathVariable String id,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int after) {
        Execution execution = service.get(caller.getName(), id);
        Map<Destination, Position> heads = changes.heads(List.of(ExecutionChanges.topic(id)));
        return lists.answer(request, heads, new Lines(nodes.readLines(execution.id(), after, limit)));
    }

    /** Sends the output of a node, always as something to save and never to show. */
    @GetMapping("/{id}/nodes/{nodeId}/output")
    ResponseEntity<Resource> output(
            Principal caller,
            @PathVariable String id,
            @PathVariable String nodeId,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range)
            throws IOException {
        Execution execution = service.get(caller.getName(), id);
        NodeRun run = Optional.of(nodeId)
                .filter(Node::isId)
                .flatMap(known -> nodes.find(execution.id(), known))
                .orElseThrow(() -> Problems.notFound("output", nodeId));
        NodeRun.Output output = run.output();
        Path file = files.file(run);
        if (output == null || !Files.exists(file)) {
            throw Problems.notFound("output", nodeId);
        }
        var response = ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(MediaType.parseMediaType(output.contentType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff");
        return FileRange.answer(response, file, range);
    }

    private ResponseEntity<ExecutionResource> answer(ResponseEntity.BodyBuilder response, Execution execution) {
        return response.eTag(execution.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(ExecutionResource.of(execution, service.readNodes(execution)));
    }
}
