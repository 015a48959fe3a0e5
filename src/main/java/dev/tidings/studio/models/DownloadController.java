package dev.tidings.studio.models;

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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The caller's own downloads; those of others do not exist here. */
@RestController
@RequestMapping("/api/downloads")
final class DownloadController {

    private final DownloadOrders orders;
    private final DownloadService service;
    private final DownloadRepository downloads;
    private final ChangeLog changes;
    private final LiveList lists;

    DownloadController(
            DownloadOrders orders,
            DownloadService service,
            DownloadRepository downloads,
            ChangeLog changes,
            LiveList lists) {
        this.orders = orders;
        this.service = service;
        this.downloads = downloads;
        this.changes = changes;
        this.lists = lists;
    }

    /** Asks for a model. */
    record DownloadRequest(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,93}(/[A-Za-z0-9][A-Za-z0-9._-]{0,93})?",
                    message = "must be a name, or two with a slash between them, of letters, digits, '.', '_' and '-'")
            String repoId,

            @NotNull @Size(max = 2_000, message = "must have at most 2000 characters")
            String url,

            @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits") @Nullable
            String sha256) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<DownloadResource> order(Principal caller, @Valid @RequestBody DownloadRequest wanted) {
        Download created =
                orders.order(new Download.Order(caller.getName(), wanted.repoId(), wanted.url(), wanted.sha256()));
        return answer(ResponseEntity.created(URI.create("/api/downloads/" + created.id())), created);
    }

    @GetMapping
    ResponseEntity<Written<Page<DownloadResource>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Place last = Place.parse(after);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(ModelChanges.downloads(caller.getName())));
        List<Download> read = downloads.readOf(caller.getName(), last, limit);
        return lists.answer(request, heads, Page.of(read, limit, Download::place, DownloadResource::of));
    }

    @GetMapping("/{id}")
    ResponseEntity<DownloadResource> get(Principal caller, @PathVariable String id) {
        return answer(ResponseEntity.ok(), service.get(caller.getName(), id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<DownloadResource> cancel(Principal caller, @PathVariable String id, HttpServletRequest request) {
        return answer(
                ResponseEntity.ok(),
                service.cancel(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag)));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<DownloadResource> resume(Principal caller, @PathVariable String id) {
        return answer(ResponseEntity.ok(), orders.resume(caller.getName(), id));
    }

    private static ResponseEntity<DownloadResource> answer(ResponseEntity.BodyBuilder response, Download download) {
        return response.eTag(download.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(DownloadResource.of(download));
    }
}
