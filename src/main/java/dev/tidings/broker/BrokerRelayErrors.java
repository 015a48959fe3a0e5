package dev.tidings.broker;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Drops the ERROR frames in which RabbitMQ tells that it had a message for a subscription that was just ended. The client did
 * nothing wrong, and its connection to RabbitMQ stays open; any other ERROR ends the session.
 */
final class BrokerRelayErrors implements ChannelInterceptor {

    private static final String LATE_MESSAGE = "Subscription not found";

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        boolean isOfLateMessage = headers != null
                && headers.getCommand() == StompCommand.ERROR
                && LATE_MESSAGE.equals(headers.getMessage());
        return isOfLateMessage ? null : message;
    }
}
