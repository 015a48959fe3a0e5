package dev.tidings.studio.dashboard;

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

/** The caller's work in numbers. */
@RestController
@RequestMapping("/api/dashboard")
final class DashboardController {

    private final DashboardService service;
    private final ChangeLog changes;
    private final LiveList lists;

    DashboardController(DashboardService service, ChangeLog changes, LiveList lists) {
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    @GetMapping
    ResponseEntity<Written<DashboardStats>> get(Principal caller, ServletWebRequest request) {
        // Read before the numbers: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(DashboardService.queue(caller.getName())));
        return lists.answer(request, heads, service.readOf(caller.getName()));
    }
}
