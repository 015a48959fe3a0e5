package dev.tidings.studio.assets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.PageToken;
import dev.tidings.http.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Lists what is in a folder, and the folders shared with the caller, in the order of names. */
@RestController
final class AssetListController {

    private final AssetTrees trees;
    private final AssetRepository assets;
    private final ChangeLog changes;
    private final LiveList lists;

    AssetListController(AssetTrees trees, AssetRepository assets, ChangeLog changes, LiveList lists) {
        this.trees = trees;
        this.assets = assets;
        this.changes = changes;
        this.lists = lists;
    }

    /**
     * One page of a list.
     *
     * @param next token of the next page, if there is one
     * @param path folders from the topmost that the caller may see down to the one listed
     * @param role what the caller is in the folder listed: owner, editor or viewer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AssetPage(
            List<AssetResource> items,
            @Nullable String next,
            List<PathEntry> path,
            @Nullable String role) {}

    /** One folder of a path. */
    record PathEntry(String id, String name) {}

    @GetMapping("/api/assets")
    ResponseEntity<Written<AssetPage>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(name = "parent_id", required = false) @Nullable String parentId,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        List<String> last = after == null ? null : PageToken.parse(after, 2);
        if (shared == (parentId != null)) {
            throw Problems.badField("parent_id", "or 'shared=true' must be given, and not both");
        }
        return parentId == null
                ? listShared(request, caller.getName(), limit, last)
                : listFolder(request, trees.getReadableFolder(caller.getName(), "parent_id", parentId), limit, last);
    }

    private ResponseEntity<Written<AssetPage>> listFolder(
            ServletWebRequest request, Lineage folder, int limit, @Nullable List<String> after) {
        String id = folder.asset().id();
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(AssetChanges.topic(id)));
        List<PathEntry> path = folder.visible().stream()
                .map(above -> new PathEntry(above.id(), above.name()))
                .toList();
        return lists.answer(
                request,
                heads,
                page(
                        assets.readChildren(id, after, limit),
                        limit,
                        path,
                        folder.right().word()));
    }

    private ResponseEntity<Written<AssetPage>> listShared(
            ServletWebRequest request, String user, int limit, @Nullable List<String> after) {
        Map<Destination, Position> heads = changes.heads(List.of(AssetChanges.queue(user)));
        return lists.answer(request, heads, page(assets.readShared(user, after, limit), limit, List.of(), null));
    }

    private static AssetPage page(List<Asset> read, int limit, List<PathEntry> path, @Nullable String role) {
        List<Asset> items = read.subList(0, Math.min(limit, read.size()));
        String next = null;
        if (read.size() > limit) {
            next = PageToken.of(items.getLast().name(), items.getLast().id());
        }
        return new AssetPage(items.stream().map(AssetResource::of).toList(), next, path, role);
    }
}
