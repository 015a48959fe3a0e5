package dev.tidings.studio.notifications;

import dev.tidings.destination.UserQueueName;
import dev.tidings.instance.RepeatedTask;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationProperties.class)
class NotificationConfiguration {

    private static final Duration REMOVAL_INTERVAL = Duration.ofMinutes(1);

    @Bean
    UserQueueName notificationQueue() {
        return new UserQueueName(NotificationService.QUEUE);
    }

    @Bean
    RepeatedTask oldNotificationRemoval(NotificationService service) {
        return new RepeatedTask("old-notifications", REMOVAL_INTERVAL, service::removeOld);
    }
}
