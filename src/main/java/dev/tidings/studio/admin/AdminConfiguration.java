package dev.tidings.studio.admin;

import dev.tidings.change.MessageType;
import dev.tidings.instance.RepeatedTask;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdminProperties.class)
class AdminConfiguration {

    @Bean
    MessageType<SystemMetricsUpdate> systemMetricsUpdate() {
        return AdminReports.SYSTEM_METRICS;
    }

    @Bean
    MessageType<CostUpdate> costUpdate() {
        return AdminReports.COST;
    }

    @Bean
    MessageType<ConnectorsUpdate> connectorsUpdate() {
        return AdminReports.CONNECTORS;
    }

    @Bean
    RepeatedTask adminReportsTask(AdminReports reports, AdminProperties properties) {
        return new RepeatedTask("admin-reports", properties.interval(), reports::tell);
    }
}
