package dev.tidings.instance;

import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InstanceProperties.class)
class InstanceConfiguration {

    @Bean
    JdbcInstances instances(JdbcClient jdbc, InstanceProperties properties) {
        return new JdbcInstances(UUID.randomUUID().toString(), jdbc, properties);
    }
}
