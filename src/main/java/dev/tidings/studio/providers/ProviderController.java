package dev.tidings.studio.providers;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The providers, with what of them is available to the caller. */
@RestController
@RequestMapping("/api/providers")
final class ProviderController {

    private final ProviderService service;
    private final ChangeLog changes;
    private final LiveList lists;

    ProviderController(ProviderService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    @GetMapping
    ResponseEntity<Written<ProvidersUpdate>> list(Principal caller, ServletWebRequest request) {
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(ProviderService.queue(caller.getName())));
        return lists.answer(request, heads, service.readOf(caller.getName()));
    }
}
