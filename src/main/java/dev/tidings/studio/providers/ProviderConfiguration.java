package dev.tidings.studio.providers;

import dev.tidings.change.MessageType;
import dev.tidings.destination.UserQueueName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderProperties.class)
class ProviderConfiguration {

    @Bean
    UserQueueName providerQueue() {
        return new UserQueueName(ProviderService.QUEUE);
    }

    @Bean
    MessageType<ProvidersUpdate> providersUpdate() {
        return ProviderService.UPDATE;
    }
}
