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

    DestinationTranslation(BrokerAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
        if (headers == null || headers.getDestination() == null) {
            return message;
        }
        if (headers.getMessageType() == SimpMessageType.SUBSCRIBE) {
            return translate(
                    message, headers, Destination.ofAddress(headers.getDestination(), name(headers.getUser())));
        }
        if (headers.getMessageType() == SimpMessageType.MESSAGE && headers.getSessionId() == null) {
            return translate(message, headers, Destination.ofSendAddress(headers.getDestination()));
        }
        return message;
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
