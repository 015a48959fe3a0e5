package dev.tidings.studio.workflows;

import dev.tidings.change.MessageType;
import dev.tidings.destination.UserQueueName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowProperties.class)
class WorkflowConfiguration {

    @Bean
    UserQueueName workflowQueue() {
        return new UserQueueName(WorkflowChanges.DESTINATION);
    }

    @Bean
    MessageType<VersionUpdate> versionUpdate() {
        return WorkflowChanges.VERSION_UPDATE;
    }
}
