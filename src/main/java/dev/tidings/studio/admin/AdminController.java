package dev.tidings.studio.admin;

import dev.tidings.studio.watching.Watches;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** What admins see of the cluster; nobody else gets this far. */
@RestController
@RequestMapping("/api/admin")
final class AdminController {

    private final AdminReports reports;
    private final Watches watches;
    private final Routes routes;

    AdminController(AdminReports reports, Watches watches, Routes routes) {
        this.reports = reports;
        this.watches = watches;
        this.routes = routes;
    }

    @GetMapping("/system-metrics")
    SystemMetricsUpdate systemMetrics() {
        return reports.systemMetrics();
    }

    @GetMapping("/cost")
    CostUpdate cost() {
        return reports.cost();
    }

    @GetMapping("/connectors")
    ConnectorsUpdate connectors() {
        return reports.connectors();
    }

    @GetMapping("/routes")
    ResponseEntity<byte[]> routes(ServletWebRequest request) {
        return watches.answer(request, routes);
    }
}
