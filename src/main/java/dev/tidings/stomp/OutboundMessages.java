package dev.tidings.stomp;

import dev.tidings.broker.BrokerAddresses;
import dev.tidings.session.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeType;

/**
 * Makes frames of the messages on the outbound channel, with the headers that the wire protocol names and
 * no others.
 */
@Component
final class OutboundMessages {

    private static final List<String> MESSAGE_HEADERS =
            List.of("epoch", "sequence", "replayed", "transient", "after", "first-sequence", "reset", "position");
    private static final List<String> RECEIPT_HEADERS = List.of("position", "reset");

    private final BrokerAddresses addresses;

    OutboundMessages(BrokerAddresses addresses) {
        this.addresses = addresses;
    }

    /** Returns the command of the frame that a message stands for, or {@code null} for a heartbeat. */
    static @Nullable StompCommand command(Message<?> message) {
        var accessor = MessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
        if (accessor instanceof StompHeaderAccessor stomp && stomp.getCommand() != null) {
            return stomp.getCommand();
        }
        SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
        return switch (type) {
            case CONNECT_ACK -> StompCommand.CONNECTED;
            case DISCONNECT_ACK -> StompCommand.DISCONNECT;
            case HEARTBEAT -> null;
            case null, default -> StompCommand.MESSAGE;
        };
    }

    Frame connected(ClientSession session, Message<?> message) {
        var user = session.user();
        return Frame.of("CONNECTED")
                .with("version", session.version().number())
                .with("heart-beat", heartbeat(session, message))
                .with("session", session.id())
                .with("user-name", user == null ? null : user.getName())
                .with("server", "tidings");
    }

    /** Returns what the engine keeps, or has this side keep heartbeats if the engine leaves that to it. */
    private static String heartbeat(ClientSession session, Message<?> message) {
        long[] kept = SimpMessageHeaderAccessor.getHeartbeat(message.getHeaders());
        if (kept != null) {
            session.keepHeartbeats(new Heartbeat(kept[0], kept[1]));
            return kept[0] + "," + kept[1];
        }
        var accessor = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        long[] ofBroker = accessor == null ? new long[2] : accessor.getHeartbeat();
        return ofBroker[0] + "," + ofBroker[1];
    }

    Frame message(ClientSession session, Message<byte[]> message) {
        var headers = SimpMessageHeaderAccessor.wrap(message);
        MimeType contentType = headers.getContentType();
        String brokerAddress = String.valueOf(headers.getDestination());
        Frame frame = Frame.of("MESSAGE", message.getPayload())
                .with("subscription", subscription(message, headers))
                .with("message-id", session.nextMessageId())
                .with("destination", addresses.destinationOf(brokerAddress).address())
                .with("content-type", contentType == null ? null : contentType.toString());
        MESSAGE_HEADERS.forEach(name -> frame.with(name, headers.getFirstNativeHeader(name)));
        return frame;
    }

    private static @Nullable String subscription(Message<?> message, SimpMessageHeaderAccessor headers) {
        var stomp = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        return stomp == null ? headers.getSubscriptionId() : stomp.getFirstNativeHeader("subscription");
    }

    static Frame receipt(Message<?> message) {
        var headers = StompHeaderAccessor.wrap(message);
        Frame frame = Frame.of("RECEIPT").with("receipt-id", headers.getReceiptId());
        RECEIPT_HEADERS.forEach(name -> frame.with(name, headers.getFirstNativeHeader(name)));
        return frame;
    }

    /** Returns the ERROR frame that ends a session. */
    static Frame error(ErrorCode code, @Nullable String message, @Nullable Frame cause) {
        Frame frame = Frame.of("ERROR")
                .with("message", message)
                .with("code", code.headerValue())
                .with("retry", code.retry().headerValue());
        if (cause != null) {
            frame.with("receipt-id", cause.header("receipt"))
                    .with("destination", cause.header("destination"))
                    .with("subscription", cause.command().equals("SUBSCRIBE") ? cause.header("id") : null);
        }
        return frame;
    }
}
