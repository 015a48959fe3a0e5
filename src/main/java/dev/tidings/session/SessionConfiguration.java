package dev.tidings.session;

import dev.tidings.destination.UserQueueName;
import io.github.bucket4j.TimeMeter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
class SessionConfiguration {

    @Bean
    UserQueueName sessionQueue() {
        return new UserQueueName(SessionNotices.QUEUE);
    }

    @Bean
    HandshakeLimit handshakeLimit(SessionProperties properties) {
        return new HandshakeLimit(properties.handshakesPerSecond(), TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    InboundLimits inboundLimits(SessionProperties properties) {
        return new InboundLimits(properties.inbound(), TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    SessionLimits sessionLimits(SessionProperties properties) {
        return new SessionLimits(
                properties.probeInterval(),
                properties.queue().age(),
                properties.queue().catchUp());
    }
}
