package dev.tidings.studio.models;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.http.Place;
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

/** The models in the caller's cache. */
@RestController
@RequestMapping("/api/models")
final class ModelController {

    private final ModelService service;
    private final ChangeLog changes;
    private final LiveList lists;

    ModelController(ModelService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    @GetMapping
    ResponseEntity<Written<Page<ModelResource>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Place last = Place.parse(after);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(ModelChanges.models(caller.getName())));
        List<Model> read = service.readOf(caller.getName(), last, limit);
        return lists.answer(request, heads, Page.of(read, limit, Model::place, ModelResource::of));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id) {
        service.delete(caller.getName(), id);
        return ResponseEntity.noContent().build();
    }

    /** Clears the cache. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> clear(Principal caller) {
        service.clear(caller.getName());
        return ResponseEntity.noContent().build();
    }
}
