package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.StompRelay;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * Puts the broker engine of the configured mode behind Spring's channels.
 *
 * <p>What comes in is handled on the thread that read it, so that the frames of a session keep their order. Of
 * what goes out, only answers to single frames and what the broker relay delivers take the outbound channel.
 */
@Component
@Order(BrokerChannels.ORDER)
final class BrokerChannels implements WebSocketMessageBrokerConfigurer {

    /** After everything that decides whether a message may pass. */
    static final int ORDER = 1000;

    private final BrokerProperties properties;
    private final BrokerAddresses addresses;
    private final @Nullable BrokerRelayInterceptors relay;

    BrokerChannels(
            BrokerProperties properties, BrokerAddresses addresses, ObjectProvider<BrokerRelayInterceptors> relay) {
        this.properties = properties;
        this.addresses = addresses;
        this.relay = relay.getIfAvailable();
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setApplicationDestinationPrefixes("/app");
        registry.configureBrokerChannel().interceptors(DestinationTranslation.ofMessages(addresses));
        if (relay != null) {
            registry.setPreservePublishOrder(true);
            registry.configureBrokerChannel().interceptors(relay.rights().onTheWayOut(), new PublicationCompletion());
            enableBrokerRelay(registry, properties.stompRelay());
        }
    }

    private void enableBrokerRelay(MessageBrokerRegistry registry, StompRelay relay) {
        registry.enableStompBrokerRelay(addresses.prefix())
                .setRelayHost(relay.host())
                .setRelayPort(relay.port())
                .setVirtualHost(relay.virtualHost())
                .setSystemLogin(relay.publisherLogin())
                .setSystemPasscode(relay.publisherPasscode())
                .setClientLogin(relay.readerLogin())
                .setClientPasscode(relay.readerPasscode());
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.executor(new SyncTaskExecutor()).interceptors(DestinationTranslation.ofSubscriptions(addresses));
        if (relay != null) {
            registration.interceptors(relay.receipts(), new BrokerRelayHeartbeats(properties.heartbeat()));
        }
    }

    @Override
    public void configureClientOutboundChannel(ChannelRegistration registration) {
        registration.executor(new VirtualThreadTaskExecutor("client-outbound-"));
        if (relay != null) {
            registration.interceptors(new BrokerRelayErrors(), relay.receipts(), relay.rights(), relay.orphans());
        }
    }
}
