package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.changelog.RightsChanges;
import dev.tidings.session.SessionRights;
import dev.tidings.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationResolver;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;

/** Spring's messaging, with the fan-out engine in the place of Spring's simple broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerProperties.class)
class BrokerConfiguration extends DelegatingWebSocketMessageBrokerConfiguration {

    private final ObjectProvider<FanOutBroker.Parts> fanOut;

    BrokerConfiguration(ObjectProvider<FanOutBroker.Parts> fanOut) {
        this.fanOut = fanOut;
    }

    /** Returns the fan-out engine, {@code null} in the mode that has none. */
    @Bean
    @Override
    public @Nullable AbstractBrokerMessageHandler simpleBrokerMessageHandler(
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            AbstractSubscribableChannel brokerChannel,
            UserDestinationResolver userDestinationResolver) {
        FanOutBroker.Parts parts = fanOut.getIfAvailable();
        return parts == null
                ? null
                : new FanOutBroker(clientInboundChannel, clientOutboundChannel, brokerChannel, parts);
    }

    @Bean
    @Override
    public SimpMessagingTemplate brokerMessagingTemplate(
            AbstractSubscribableChannel brokerChannel,
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            CompositeMessageConverter brokerMessageConverter) {
        var template = new UserMessagingTemplate(brokerChannel);
        template.setMessageConverter(brokerMessageConverter);
        return template;
    }

    @Bean
    static BrokerAddresses brokerAddresses(BrokerProperties properties) {
        return new BrokerAddresses(
                switch (properties.mode()) {
                    case EMBEDDED, RABBITMQ -> "/topic/";
                    case STOMP_RELAY -> "/exchange/" + properties.stompRelay().exchange() + "/";
                });
    }

    @Bean
    static RightsGate rightsGate(RightsChanges rightsChanges, Sessions sessions, SessionRights rights) {
        return new RightsGate(rightsChanges, sessions, rights, System::nanoTime);
    }

    @Bean
    static BrokerHealthIndicator brokerHealthIndicator(
            BrokerProperties properties, ObjectProvider<RabbitState> rabbitMq) {
        return new BrokerHealthIndicator(properties.mode() != Mode.EMBEDDED, rabbitMq.getIfAvailable());
    }
}
