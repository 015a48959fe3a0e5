package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.broker.BrokerProperties.StompRelay;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * Puts the broker engine of the configured mode behind Spring's channels.
 *
 * <p>What comes in is handled on the thread that read it, so that the frames of a session keep their
 * order. What goes out takes a virtual thread, which a client that does not read may block without harm to
 * others.
 */
@Component
@Order(BrokerChannels.ORDER)
final class BrokerChannels implements WebSocketMessageBrokerConfigurer {

    /** After everything that decides whether a message may pass. */
    static final int ORDER = 1000;

    private final BrokerProperties properties;
    private final BrokerAddresses addresses;
    private final DestinationTranslation translation;
    private final ChannelInterceptor receipts;
    private final TaskScheduler heartbeatScheduler;

    BrokerChannels(
            BrokerProperties properties,
            BrokerAddresses addresses,
            SubscriptionReceipts receipts,
            @Lazy @Qualifier("clientOutboundChannel") MessageChannel clientOutboundChannel,
            @Lazy @Qualifier("messageBrokerTaskScheduler") TaskScheduler heartbeatScheduler) {
        this.properties = properties;
        this.addresses = addresses;
        this.translation = new DestinationTranslation(addresses);
        this.heartbeatScheduler = heartbeatScheduler;
        this.receipts = switch (properties.mode()) {
            case EMBEDDED -> new SimpleBrokerReceipts(receipts, clientOutboundChannel);
            case STOMP_RELAY -> new BrokerRelayReceipts(receipts);
        };
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setPreservePublishOrder(true);
        registry.setApplicationDestinationPrefixes("/app");
        registry.configureBrokerChannel().interceptors(translation, new PublicationCompletion());
        switch (properties.mode()) {
            case EMBEDDED ->
                registry.enableSimpleBroker(addresses.prefix())
                        .setHeartbeatValue(properties.heartbeat().toMillis())
                        .setTaskScheduler(heartbeatScheduler);
            case STOMP_RELAY -> enableBrokerRelay(registry, properties.stompRelay());
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
        registration.executor(new SyncTaskExecutor()).interceptors(translation, receipts);
        if (properties.mode() == Mode.STOMP_RELAY) {
            registration.interceptors(new BrokerRelayHeartbeats(properties.heartbeat()));
        }
    }

    @Override
    public void configureClientOutboundChannel(ChannelRegistration registration) {
        registration.executor(new VirtualThreadTaskExecutor("client-outbound-"));
        if (properties.mode() == Mode.STOMP_RELAY) {
            registration.interceptors(receipts);
        }
    }
}
