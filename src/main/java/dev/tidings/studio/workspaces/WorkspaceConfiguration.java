package dev.tidings.studio.workspaces;

import dev.tidings.destination.UserQueueName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkspaceConfiguration {

    @Bean
    UserQueueName workspaceQueue() {
        return new UserQueueName(WorkspaceChanges.DESTINATION);
    }
}
