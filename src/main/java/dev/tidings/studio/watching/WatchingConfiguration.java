package dev.tidings.studio.watching;

import dev.tidings.instance.RepeatedTask;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchingProperties.class)
class WatchingConfiguration {

    @Bean
    RepeatedTask watchingTask(Watches watches, WatchingProperties properties) {
        return new RepeatedTask("watching", properties.interval(), watches::look);
    }
}
