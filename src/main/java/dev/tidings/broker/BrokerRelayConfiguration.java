package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.session.Sessions;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.MessageChannel;

/** What Spring's broker relay needs beside itself. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode(Mode.STOMP_RELAY)
class BrokerRelayConfiguration {

    @Bean
    BrokerRelayRights brokerRelayRights(@Lazy Rights rights, Sessions sessions) {
        return new BrokerRelayRights(rights, sessions);
    }

    @Bean
    BrokerRelayReceipts brokerRelayReceipts(
            @Lazy ChangeLog changeLog, @Lazy @Qualifier("clientOutboundChannel") MessageChannel clientOutboundChannel) {
        return new BrokerRelayReceipts(new SubscriptionReceipts(
                changeLog, clientOutboundChannel, Executors.newVirtualThreadPerTaskExecutor()));
    }

    @Bean
    BrokerRelayOrphans brokerRelayOrphans(
            Sessions sessions, @Lazy @Qualifier("clientInboundChannel") MessageChannel clientInboundChannel) {
        return new BrokerRelayOrphans(sessions, clientInboundChannel);
    }
}
