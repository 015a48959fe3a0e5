package dev.tidings.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.http.PageToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells who is connected: admins of all, others of themselves. */
@RestController
@RequestMapping("/api/v1/ws")
final class MonitoringController {

    private static final String ADMIN = "admin";

    private final SessionReportTables tables;

    MonitoringController(SessionReportTables tables) {
        this.tables = tables;
    }

    /**
     * Numbers of the cluster; those of the caller alone unless the caller is an admin.
     *
     * @param userConnections the caller's own
     */
    record Stats(long totalConnections, long userConnections, long activeRooms) {}

    /**
     * A page of the destinations that somebody is subscribed to.
     *
     * @param totalRooms on all pages
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rooms(
            List<String> activeRooms,
            long totalRooms,
            @Nullable String next) {}

    @GetMapping("/stats")
    Stats stats(Principal caller, HttpServletRequest request) {
        String scope = request.isUserInRole(ADMIN) ? null : caller.getName();
        return new Stats(tables.countSessions(scope), tables.countSessions(caller.getName()), tables.countRooms(scope));
    }

    /** For admins alone: addresses of user queues hold the names of users. */
    @GetMapping("/rooms")
    Rooms rooms(
            @RequestParam(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        String last = after == null ? "" : PageToken.parse(after, 1).getFirst();
        List<String> read = tables.readRooms(last, limit + 1);
        List<String> shown = read.subList(0, Math.min(limit, read.size()));
        String next = read.size() > limit ? PageToken.of(shown.getLast()) : null;
        return new Rooms(shown, tables.countRooms(null), next);
    }
}
