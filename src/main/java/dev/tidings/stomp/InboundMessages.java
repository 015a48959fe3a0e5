package dev.tidings.stomp;

import dev.tidings.session.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.messaging.SessionConnectEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;
import tools.jackson.databind.json.JsonMapper;

/** Makes the messages that stand for a client's frames on the inbound channel, and Spring's events of them. */
@Component
final class InboundMessages {

    /** Version that is spoken behind the channels, whatever the client speaks. */
    private static final String INNER_VERSION = "1.2";

    /** What the broker engines look at. */
    private static final Set<String> SUBSCRIBE_HEADERS =
            Set.of("id", "destination", "receipt", "since", "batch", "delta");

    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    InboundMessages(ApplicationEventPublisher events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    void sendConnect(ClientSession session, Map<String, String> headers, Heartbeat heartbeat) {
        var inner = new HashMap<>(headers);
        inner.put("accept-version", INNER_VERSION);
        inner.put("heart-beat", heartbeat.headerValue());
        inner.remove("host");
        StompHeaderAccessor accessor = headers(session, StompCommand.CONNECT, inner);
        accessor.setHeader(
                SimpMessageHeaderAccessor.HEART_BEAT_HEADER, new long[] {heartbeat.sends(), heartbeat.wants()});
        accessor.setUserChangeCallback(session::useUser);
        Message<byte[]> message = message(accessor);
        session.channel().send(message);
        events.publishEvent(new SessionConnectEvent(this, message, session.user()));
    }

    /** Hands on a SUBSCRIBE; if nobody refuses it, publishes the event of it, with the destination that the client named. */
    void sendSubscribe(ClientSession session, Map<String, String> headers) {
        Map<String, String> inner = ofSubscribe(headers);
        send(session, StompCommand.SUBSCRIBE, inner);
        // Not the message that was sent: on its way it was addressed to the broker engine.
        Message<byte[]> asNamed = message(headers(session, StompCommand.SUBSCRIBE, inner));
        events.publishEvent(new SessionSubscribeEvent(this, asNamed, session.user()));
    }

    /** Returns those headers of a SUBSCRIBE that go on. */
    static Map<String, String> ofSubscribe(Map<String, String> headers) {
        var inner = new HashMap<>(headers);
        // Delivery is always 'auto': acknowledgements go no further, and a broker would wait for them.
        inner.keySet().retainAll(SUBSCRIBE_HEADERS);
        return inner;
    }

    void sendUnsubscribe(ClientSession session, Map<String, String> headers) {
        Message<byte[]> message = send(session, StompCommand.UNSUBSCRIBE, headers);
        events.publishEvent(new SessionUnsubscribeEvent(this, message, session.user()));
    }

    /** Tells everybody behind the channel that the session is over; may be called more than once. */
    void sendDisconnect(ClientSession session) {
        send(session, StompCommand.DISCONNECT, Map.of());
    }

    void publishEnd(ClientSession session, CloseStatus status) {
        Message<byte[]> message = message(headers(session, StompCommand.DISCONNECT, Map.of()));
        events.publishEvent(new SessionDisconnectEvent(this, message, session.id(), status, session.user()));
    }

    void sendHeartbeat(ClientSession session) {
        var accessor = StompHeaderAccessor.createForHeartbeat();
        address(session, accessor);
        session.channel().send(message(accessor));
    }

    /** Returns the MESSAGE that answers a SUBSCRIBE which is refused. */
    Frame refusal(ClientSession session, String id, String destination, Refusal refusal, String reason) {
        byte[] body = json.writeValueAsBytes(json.createObjectNode()
                .put("type", "error")
                .put("code", refusal.headerValue())
                .put("message", reason)
                .put("destination", destination));
        return Frame.of("MESSAGE", body)
                .with("subscription", id)
                .with("message-id", session.nextMessageId())
                .with("destination", destination)
                .with("content-type", MimeTypeUtils.APPLICATION_JSON_VALUE)
                .with("error", refusal.headerValue());
    }

    private static Message<byte[]> send(ClientSession session, StompCommand command, Map<String, String> headers) {
        Message<byte[]> message = message(headers(session, command, headers));
        session.channel().send(message);
        return message;
    }

    private static StompHeaderAccessor headers(
            ClientSession session, StompCommand command, Map<String, String> headers) {
        StompHeaderAccessor accessor = headers(command, headers);
        address(session, accessor);
        return accessor;
    }

    static StompHeaderAccessor headers(StompCommand command, Map<String, String> headers) {
        var nativeHeaders = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> nativeHeaders.put(name, List.of(value)));
        return StompHeaderAccessor.create(command, nativeHeaders);
    }

    private static void address(ClientSession session, StompHeaderAccessor accessor) {
        accessor.setSessionId(session.id());
        accessor.setSessionAttributes(session.webSocket().getAttributes());
        accessor.setUser(session.user());
        accessor.setLeaveMutable(true);
    }

    private static Message<byte[]> message(StompHeaderAccessor accessor) {
        return MessageBuilder.createMessage(Frame.NO_BODY, accessor.getMessageHeaders());
    }
}
