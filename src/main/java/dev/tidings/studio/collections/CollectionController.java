package dev.tidings.studio.collections;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.http.Place;
import dev.tidings.instance.SharedFolders;
import dev.tidings.studio.assets.AssetFiles;
import dev.tidings.studio.collections.AssetCollection.Draft;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
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

/** The collections that the caller may see; others do not exist here. */
@RestController
@RequestMapping("/api/collections")
final class CollectionController {

    private final CollectionOrders orders;
    private final CollectionService service;
    private final AssetFiles assets;
    private final SharedFolders indexes;
    private final ChangeLog changes;
    private final LiveList lists;

    CollectionController(
            CollectionOrders orders,
            CollectionService service,
            AssetFiles assets,
            SharedFolders indexFolders,
            ChangeLog changes,
            LiveList lists) {
        this.orders = orders;
        this.service = service;
        this.assets = assets;
        this.indexes = indexFolders;
        this.changes = changes;
        this.lists = lists;
    }

    /** Asks for a collection of the files below a folder, in a workspace or for oneself. */
    record CollectionRequest(
            @NotNull String name,
            @Nullable String workspaceId,
            @NotNull String folderId) {}

    /** What a search has found, the best first. */
    record SearchResults(List<Hit> results) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<CollectionResource> create(Principal caller, @Valid @RequestBody CollectionRequest wanted) {
        AssetCollection created =
                orders.order(caller.getName(), new Draft(wanted.name(), wanted.workspaceId(), wanted.folderId()));
        return answer(ResponseEntity.created(URI.create("/api/collections/" + created.id())), created);
    }

    @GetMapping
    ResponseEntity<Written<Page<CollectionResource>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(CollectionChanges.queue(caller.getName())));
        List<AssetCollection> read = service.readVisible(caller.getName(), Place.parse(after), limit);
        return lists.answer(request, heads, Page.of(read, limit, AssetCollection::place, CollectionResource::of));
    }

    /** Returns a collection, with the position of its topic that it is valid at. */
    @GetMapping("/{id}")
    ResponseEntity<CollectionResource> get(Principal caller, @PathVariable String id) {
        // Once to see whether the caller may know of it, and again when the position is read.
        service.get(caller.getName(), id);
        Map<Destination, Position> heads = changes.heads(List.of(CollectionChanges.topic(id)));
        return answer(
                ResponseEntity.ok().header(LiveList.CHANGE_POSITION, LiveList.header(heads)),
                service.get(caller.getName(), id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id, HttpServletRequest request) {
        service.delete(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }

    /** Brings the index to what the files are by now. */
    @PostMapping("/{id}/index")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<CollectionResource> index(Principal caller, @PathVariable String id, HttpServletRequest request) {
        AssetCollection queued =
                orders.orderAgain(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag));
        return answer(ResponseEntity.accepted(), queued);
    }

    /** Finds files that the caller may read. */
    @GetMapping("/{id}/search")
    ResponseEntity<SearchResults> search(
            Principal caller,
            @PathVariable String id,
            @RequestParam @NotBlank @Size(max = 200) String q,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit)
            throws IOException {
        AssetCollection collection = service.get(caller.getName(), id);
        var search = new IndexSearch(
                indexes.of(collection.id()), assetId -> assets.findReadableFile(caller.getName(), assetId));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(new SearchResults(search.run(q, limit)));
    }

    private static ResponseEntity<CollectionResource> answer(
            ResponseEntity.BodyBuilder response, AssetCollection collection) {
        return response.eTag(collection.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(CollectionResource.of(collection));
    }
}
