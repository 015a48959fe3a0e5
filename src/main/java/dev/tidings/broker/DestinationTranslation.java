package dev.tidings.broker;

import dev.tidings.destination.Destination;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Replaces the destination of a message by its address at the broker engine: of a SUBSCRIBE that comes
 * in, and of a message that the application sends.
 */
final class DestinationTranslation implements ChannelInterceptor {

    /** Name of the message header with the destination that a SUBSCRIBE named. */
    static final String DESTINATION_HEADER = "tidingsDestination";

    private final BrokerAddresses addresses;
    private final SimpMessageType type;

    private DestinationTranslation(BrokerAddresses addresses, SimpMessageType type) {
        this.addresses = addresses;
        this.type = type;
    }

    /** Translates what clients subscribe to. */
    static DestinationTranslation ofSubscriptions(BrokerAddresses addresses) {
        return new DestinationTranslation(addresses, SimpMessageType.SUBSCRIBE);
    }

    /** Translates what the application sends. */
    static DestinationTranslation ofMessages(BrokerAddresses addresses) {
        return new DestinationTranslation(addresses, SimpMessageType.MESSAGE);
    }

    /** Returns the destination that a message was translated from, {@code null} if it was not. */
    static @Nullable Destination destinationOf(Message<?> message) {
        return message.getHeaders().get(DESTINATION_HEADER, Destination.class);
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
        if (headers == null || headers.getDestination() == null || headers.getMessageType() != type) {
            return message;
        }
        return translate(
                message,
                headers,
                type == SimpMessageType.SUBSCRIBE
                        ? Destination.ofAddress(headers.getDestination(), name(headers.getUser()))
                        : Destination.ofSendAddress(headers.getDestination()));
    }

    private Message<?> translate(Message<?> message, SimpMessageHeaderAccessor headers, Destination destination) {
        if (headers.isMutable()) {
            address(headers, destination);
            return message;
        }
        var copy = SimpMessageHeaderAccessor.wrap(message);
        address(copy, destination);
        return MessageBuilder.createMessage(message.getPayload(), copy.getMessageHeaders());
    }

    private void address(SimpMessageHeaderAccessor headers, Destination destination) {
        headers.setHeader(DESTINATION_HEADER, destination);
        headers.setDestination(addresses.of(destination));
    }

    private static String name(@Nullable Principal user) {
        if (user == null) {
            throw new IllegalStateException("A SUBSCRIBE must come from a user");
        }
        return user.getName();
    }
}
