package dev.tidings.studio.threads;

import dev.tidings.destination.UserQueueName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ThreadConfiguration {

    @Bean
    UserQueueName threadQueue() {
        return new UserQueueName(ThreadChanges.DESTINATION);
    }
}
