package dev.tidings.studio.admin;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What admins see of the cluster; nobody else gets this far. */
@RestController
@RequestMapping("/api/admin")
final class AdminController {

    private final AdminReports reports;

    AdminController(AdminReports reports) {
        this.reports = reports;
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
}
