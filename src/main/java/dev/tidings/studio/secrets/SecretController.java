package dev.tidings.studio.secrets;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The caller's own secrets, without their values. */
@RestController
@RequestMapping("/api/secrets")
final class SecretController {

    private final SecretService service;
    private final ChangeLog changes;
    private final LiveList lists;

    SecretController(SecretService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** The value of a secret, on its way in. */
    record SecretRequest(@NotNull String value) {

        /** Leaves the value out. */
        @Override
        public String toString() {
            return "SecretRequest[]";
        }
    }

    /** All secrets of a user, in the order of names. */
    record SecretList(List<SecretResource> items) {}

    @GetMapping
    ResponseEntity<Written<SecretList>> list(Principal caller, ServletWebRequest request) {
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(SecretService.queue(caller.getName())));
        List<SecretResource> items = service.readOf(caller.getName()).stream()
                .map(SecretResource::of)
                .toList();
        return lists.answer(request, heads, new SecretList(items));
    }

    @PutMapping("/{name}")
    ResponseEntity<SecretResource> put(
            Principal caller,
            @PathVariable String name,
            @Valid @RequestBody SecretRequest wanted,
            HttpServletRequest request) {
        Secret set = service.put(
                caller.getName(), name, wanted.value(), etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.ok().eTag(set.etag()).body(SecretResource.of(set));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String name, HttpServletRequest request) {
        service.delete(caller.getName(), name, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }
}
