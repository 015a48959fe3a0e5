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
    private final @Nullable BrokerRelayReceipts relayReceipts;
    private final @Nullable BrokerRelayRights relayRights;
    private final @Nullable BrokerRelayOrphans relayOrphans;

    BrokerChannels(
            BrokerProperties properties,
            BrokerAddresses addresses,
            ObjectProvider<BrokerRelayReceipts> relayReceipts,
            ObjectProvider<BrokerRelayRights> relayRights,
            ObjectProvider<BrokerRelayOrphans> relayOrphans) {
        this.properties = properties;
        this.addresses = addresses;
        this.relayReceipts = relayReceipts.getIfAvailable();
        this.relayRights = relayRights.getIfAvailable();
        this.relayOrphans = relayOrphans.getIfAvailable();
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setApplicationDestinationPrefixes("/app");
        registry.configureBrokerChannel().interceptors(DestinationTranslation.ofMessages(addresses));
        if (relayRights != null) {
            registry.setPreservePublishOrder(true);
            registry.configureBrokerChannel().interceptors(relayRights.onTheWayOut(), new PublicationCompletion());
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
        if (relayReceipts != null) {
            registration.interceptors(relayReceipts, new BrokerRelayHeartbeats(properties.heartbeat()));
        }
    }

    @Override
    public void configureClientOutboundChannel(ChannelRegistration registration) {
        registration.executor(new VirtualThreadTaskExecutor("client-outbound-"));
        if (relayReceipts != null && relayRights != null && relayOrphans != null) {
            registration.interceptors(new BrokerRelayErrors(), relayReceipts, relayRights, relayOrphans);
        }
    }
}
