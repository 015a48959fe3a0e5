package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Heartbeat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Asks RabbitMQ for heartbeats as the settings say. Left alone, RabbitMQ would give a client up after twice
 * the interval that the client offers, and a browser's tab in the background does not keep to that.
 */
final class BrokerRelayHeartbeats implements ChannelInterceptor {

    private static final Pattern HEADER = Pattern.compile("([0-9]{1,9}),([0-9]{1,9})");

    private final Heartbeat settings;

    BrokerRelayHeartbeats(Heartbeat settings) {
        this.settings = settings;
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers != null && headers.getMessageType() == SimpMessageType.CONNECT) {
            Matcher offer = HEADER.matcher(String.valueOf(headers.getFirstNativeHeader("heart-beat")));
            if (offer.matches()) {
                headers.setNativeHeader(
                        "heart-beat",
                        sends(Long.parseLong(offer.group(1))) + "," + wants(Long.parseLong(offer.group(2))));
            }
        }
        return message;
    }

    /** RabbitMQ waits for two intervals, a client may take three. */
    private long sends(long offered) {
        return offered == 0 ? 0 : Math.max(offered, settings.receive().toMillis()) * 3 / 2;
    }

    private long wants(long offered) {
        return offered == 0 ? 0 : Math.max(offered, settings.send().toMillis());
    }
}
