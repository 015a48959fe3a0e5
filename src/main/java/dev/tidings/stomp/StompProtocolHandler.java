package dev.tidings.stomp;

import dev.tidings.destination.Destination;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.Refusal;
import dev.tidings.session.Sessions;
import dev.tidings.session.Subscription;
import dev.tidings.stomp.ClientSession.Phase;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.SessionConnectedEvent;
import org.springframework.web.socket.messaging.SubProtocolHandler;

/**
 * Speaks STOMP with the clients: takes the bytes that they send, and writes what the broker engine has for
 * them. An error of one client ends the session of that client and no other.
 */
@Component
final class StompProtocolHandler implements SubProtocolHandler, ClientSession.Handling {

    private static final Logger logger = LoggerFactory.getLogger(StompProtocolHandler.class);

    private final ClientSession.Parts parts;
    private final Sessions all;
    private final InboundFrames frames;
    private final Refusals refusals;
    private final InboundMessages inbound;
    private final OutboundMessages outbound;
    private final ApplicationEventPublisher events;
    private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();

    StompProtocolHandler(
            ClientSession.Parts parts,
            Sessions all,
            InboundFrames frames,
            Refusals refusals,
            InboundMessages inbound,
            OutboundMessages outbound,
            ApplicationEventPublisher events) {
        this.parts = parts;
        this.all = all;
        this.frames = frames;
        this.refusals = refusals;
        this.inbound = inbound;
        this.outbound = outbound;
        this.events = events;
    }

    @Override
    public List<String> getSupportedProtocols() {
        return List.of("v12.stomp", "v11.stomp", "v10.stomp");
    }

    @Override
    public @Nullable String resolveSessionId(Message<?> message) {
        return SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
    }

    @Override
    public void afterSessionStarted(WebSocketSession webSocket, MessageChannel channel) {
        var session = new ClientSession(webSocket, channel, parts, this);
        sessions.put(webSocket.getId(), session);
        all.add(session);
        // Where handshakes come together, more of them were let in than may stay.
        String address = session.origin().address();
        if (address != null) {
            guarded(session, null, () -> session.claimAddress(all, address));
        }
    }

    @Override
    public void afterSessionEnded(WebSocketSession webSocket, CloseStatus status, MessageChannel channel) {
        ClientSession session = sessions.remove(webSocket.getId());
        if (session != null) {
            session.finish(() -> {
                inbound.publishEnd(session, status);
                inbound.sendDisconnect(session);
            });
            // Last: the engine finds by its id what the session had there.
            all.remove(session);
            // A client that takes nothing never sees the reason, and its connection is cut.
            CloseStatus reason = session.closedWith();
            all.ended((reason == null ? status : reason).getCode());
        }
    }

    @Override
    public void handleMessageFromClient(
            WebSocketSession webSocket, WebSocketMessage<?> message, MessageChannel channel) {
        ClientSession session = sessions.get(webSocket.getId());
        if (session != null) {
            switch (message) {
                case TextMessage text -> receive(session, ByteBuffer.wrap(text.asBytes()));
                case BinaryMessage binary -> {
                    session.useBinary();
                    receive(session, binary.getPayload());
                }
                case PongMessage pong -> session.receiveProbe();
                default -> logger.trace("Ignored a message session={}", session.id());
            }
        }
    }

    private static void receive(ClientSession session, ByteBuffer bytes) {
        guarded(session, null, () -> session.receive(bytes));
    }

    @Override
    public void frame(ClientSession session, Frame frame) {
        guarded(session, frame, () -> frames.handle(session, frame));
    }

    @Override
    public void heartbeat(ClientSession session) {
        frames.handleHeartbeat(session);
    }

    @Override
    public void refused(ClientSession session, Subscription subscription, Refusal refusal) {
        takeBack(session, () -> refusals.takeBack(session, subscription, refusal));
    }

    @Override
    public void takenBack(ClientSession session, String subscriptionId, Destination destination, Refusal refusal) {
        takeBack(session, () -> refusals.takeBack(session, subscriptionId, destination, refusal));
    }

    private static void takeBack(ClientSession session, Runnable action) {
        session.exclusively(() -> guarded(session, null, action));
    }

    private static void guarded(ClientSession session, @Nullable Frame frame, Runnable action) {
        try {
            action.run();
        } catch (ProtocolException ex) {
            end(session, ex.code(), ex.getMessage(), frame);
        } catch (RuntimeException ex) {
            logger.error("Failed to handle a frame session={}", session.id(), ex);
            end(session, ErrorCode.INTERNAL, "The frame could not be handled", frame);
        }
    }

    private static void end(ClientSession session, ErrorCode code, @Nullable String message, @Nullable Frame cause) {
        session.end(code, OutboundMessages.error(code, message, cause));
    }

    @Override
    @SuppressWarnings("unchecked")
    public void handleMessageToClient(WebSocketSession webSocket, Message<?> message) {
        ClientSession session = sessions.get(webSocket.getId());
        if (session == null || session.phase() == Phase.ENDED) {
            return;
        }
        StompCommand command = OutboundMessages.command(message);
        switch (command) {
            case null -> session.sendHeartbeat();
            case CONNECTED -> connected(session, message);
            case MESSAGE -> {
                Frame frame = outbound.message(session, (Message<byte[]>) message);
                // Not while the subscription is being taken back: nothing may follow that.
                session.exclusively(() -> deliver(session, frame));
            }
            case RECEIPT -> session.send(OutboundMessages.receipt(message));
            case DISCONNECT -> end(session, ErrorCode.INTERNAL, "No data and no heartbeat came in time", null);
            default -> end(session, ErrorCode.INTERNAL, "The broker is not available", null);
        }
    }

    /** Delivers a message, unless its subscription has ended since the broker sent it; its id may be that of another now. */
    private static void deliver(ClientSession session, Frame message) {
        Destination subscribed = session.destinations().get(String.valueOf(message.header("subscription")));
        if (subscribed != null && subscribed.address().equals(message.header("destination"))) {
            session.send(message);
        }
    }

    private void connected(ClientSession session, Message<?> message) {
        session.exclusively(() -> guarded(session, null, () -> {
            Principal user = session.user();
            if (session.isExpired()) {
                throw new ProtocolException(ErrorCode.TOKEN_EXPIRED, ClientSession.TOKEN_EXPIRED);
            }
            if (user != null) {
                session.claim(all, user.getName());
            }
            session.send(outbound.connected(session, message));
            session.disableTransportHeartbeat();
            session.enter(Phase.CONNECTED);
            events.publishEvent(new SessionConnectedEvent(
                    this, MessageBuilder.createMessage(Frame.NO_BODY, message.getHeaders()), user));
            frames.handleWaiting(session);
        }));
    }
}
