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
    BrokerRelayInterceptors brokerRelayInterceptors(
            Sessions sessions,
            @Lazy Rights rights,
            @Lazy ChangeLog changeLog,
            @Lazy @Qualifier("clientInboundChannel") MessageChannel clientInboundChannel,
            @Lazy @Qualifier("clientOutboundChannel") MessageChannel clientOutboundChannel) {
        var receipts =
                new SubscriptionReceipts(changeLog, clientOutboundChannel, Executors.newVirtualThreadPerTaskExecutor());
        return new BrokerRelayInterceptors(
                new BrokerRelayReceipts(receipts),
                new BrokerRelayRights(rights, sessions),
                new BrokerRelayOrphans(sessions, clientInboundChannel));
    }
}
