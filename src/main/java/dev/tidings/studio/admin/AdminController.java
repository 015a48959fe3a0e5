package dev.tidings.studio.admin;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.studio.watching.Watches;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;

/** What admins see of the cluster; nobody else gets this far. */
@RestController
@RequestMapping("/api/admin")
final class AdminController {

    private final AdminReports reports;
    private final Watches watches;
    private final Routes routes;
    private final ChangeLog changes;
    private final LiveList lists;

    AdminController(AdminReports reports, Watches watches, Routes routes, ChangeLog changes, LiveList lists) {
        this.reports = reports;
        this.watches = watches;
        this.routes = routes;
        this.changes = changes;
        this.lists = lists;
    }

    @GetMapping("/system-metrics")
    ResponseEntity<Written<SystemMetricsUpdate>> systemMetrics(ServletWebRequest request) {
        return answer(request, AdminTopic.SYSTEM_METRICS, reports::systemMetrics);
    }

    @GetMapping("/cost")
    ResponseEntity<Written<CostUpdate>> cost(ServletWebRequest request) {
        return answer(request, AdminTopic.COST, reports::cost);
    }

    @GetMapping("/connectors")
    ResponseEntity<Written<ConnectorsUpdate>> connectors(ServletWebRequest request) {
        return answer(request, AdminTopic.CONNECTORS, reports::connectors);
    }

    private <T> ResponseEntity<Written<T>> answer(ServletWebRequest request, AdminTopic topic, Supplier<T> report) {
        // Read before the report, as of every list: an update is dropped by who is not as far as it.
        Map<Destination, Position> heads = changes.heads(List.of(topic.topic()));
        return lists.answer(request, heads, report.get());
    }

    @GetMapping("/routes")
    ResponseEntity<Written<Page<JsonNode>>> routes(ServletWebRequest request) {
        return watches.answer(request, routes);
    }
}
