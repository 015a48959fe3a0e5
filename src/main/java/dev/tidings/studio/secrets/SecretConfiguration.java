package dev.tidings.studio.secrets;

import dev.tidings.destination.UserQueueName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
class SecretConfiguration {

    @Bean
    UserQueueName secretQueue() {
        return new UserQueueName(SecretService.QUEUE);
    }
}
