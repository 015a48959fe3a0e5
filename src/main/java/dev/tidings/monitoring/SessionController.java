package dev.tidings.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.destination.UserQueue;
import dev.tidings.http.PageToken;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the sessions of the cluster and ends them: users see and end their own, admins those of all. */
@RestController
final class SessionController {

    private final SessionEntries entries;

    SessionController(SessionEntries entries) {
        this.entries = entries;
    }

    /** A page of sessions. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionList(
            List<SessionResource> sessions, @Nullable String next) {}

    @GetMapping("/api/me/sessions")
    SessionList mine(
            Principal caller,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        return page(caller.getName(), limit, after);
    }

    @GetMapping("/api/admin/sessions")
    SessionList all(
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (user != null && !UserQueue.canBelongTo(user)) {
            throw Problems.badField("user", "must be the name of a user");
        }
        return page(user, limit, after);
    }

    private SessionList page(@Nullable String user, int limit, @Nullable String after) {
        String last = after == null ? "" : PageToken.parse(after, 1).getFirst();
        List<SessionResource> read = entries.read(user, last, limit + 1);
        List<SessionResource> shown = read.subList(0, Math.min(limit, read.size()));
        return new SessionList(
                shown, read.size() > limit ? PageToken.of(shown.getLast().id()) : null);
    }

    @DeleteMapping("/api/me/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endMine(Principal caller, @PathVariable String id) {
        end(id, caller.getName());
    }

    @DeleteMapping("/api/admin/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id) {
        end(id, null);
    }

    private void end(String id, @Nullable String user) {
        if (!ResourceId.isWellFormed(id) || !entries.requestEnd(id, user)) {
            throw Problems.notFound("session", id);
        }
    }
}
