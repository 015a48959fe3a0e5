package dev.tidings.studio.dashboard;

import dev.tidings.change.MessageType;
import dev.tidings.destination.UserQueueName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

    @Bean
    UserQueueName dashboardQueue() {
        return new UserQueueName(DashboardService.QUEUE);
    }

    @Bean
    MessageType<DashboardStats> dashboardStatsUpdate() {
        return DashboardService.UPDATE;
    }
}
