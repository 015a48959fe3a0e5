package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.changelog.ChangeLog;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.MessageChannel;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;

@Configuration(proxyBeanMethods = false)
@EnableWebSocketMessageBroker
@EnableConfigurationProperties(BrokerProperties.class)
class BrokerConfiguration {

    @Bean
    BrokerAddresses brokerAddresses(BrokerProperties properties) {
        return new BrokerAddresses(
                switch (properties.mode()) {
                    case EMBEDDED -> "/topic/";
                    case STOMP_RELAY -> "/exchange/" + properties.stompRelay().exchange() + "/";
                });
    }

    @Bean
    SubscriptionReceipts subscriptionReceipts(
            @Lazy ChangeLog changeLog, @Lazy @Qualifier("clientOutboundChannel") MessageChannel clientOutboundChannel) {
        return new SubscriptionReceipts(changeLog, clientOutboundChannel, Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    BrokerHealthIndicator brokerHealthIndicator(BrokerProperties properties) {
        return new BrokerHealthIndicator(properties.mode() == Mode.STOMP_RELAY);
    }
}
