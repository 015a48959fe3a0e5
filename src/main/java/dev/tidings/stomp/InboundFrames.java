package dev.tidings.stomp;

import dev.tidings.change.Position;
import dev.tidings.destination.BadDestinationException;
import dev.tidings.destination.Destination;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.Refusal;
import dev.tidings.stomp.ClientSession.Phase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/** Handles the frames of a client: checks them, and hands what passes to the inbound channel as messages. */
@Component
final class InboundFrames {

    private static final Logger logger = LoggerFactory.getLogger(InboundFrames.class);
    private static final int MAX_WAITING_FRAMES = 100;

    private final StompProperties properties;
    private final InboundMessages messages;
    private final SessionRequests requests;
    private final Refusals refusals;
    private final Counter droppedHeaders;
    private final Counter ignoredAcks;
    private final Counter reconnects;

    InboundFrames(
            StompProperties properties,
            InboundMessages messages,
            SessionRequests requests,
            Refusals refusals,
            MeterRegistry metrics) {
        this.properties = properties;
        this.messages = messages;
        this.requests = requests;
        this.refusals = refusals;
        this.droppedHeaders = counter(
                metrics, "tidings.stomp.headers.dropped", "Headers of clients that the wire protocol does not name");
        this.ignoredAcks = counter(metrics, "tidings.stomp.acks.ignored", "ACK and NACK frames of clients");
        this.reconnects =
                counter(metrics, "tidings.reconnects", "Sessions that began at a position which their client had");
    }

    private static Counter counter(MeterRegistry metrics, String name, String description) {
        return Counter.builder(name).description(description).register(metrics);
    }

    /**
     * Handles one frame.
     *
     * @throws ProtocolException if the session must end
     */
    void handle(ClientSession session, Frame frame) {
        StompCommand command = FrameRules.command(frame);
        FrameRules.check(command, frame);
        boolean opens = command == StompCommand.CONNECT || command == StompCommand.STOMP;
        if (opens != (session.phase() == Phase.OPEN) && session.phase() != Phase.ENDED) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL,
                    opens ? "A session is opened only once" : "The first frame must be CONNECT or STOMP");
        }
        switch (session.phase()) {
            case OPEN -> connect(session, frame);
            case CONNECTING -> keep(session, frame);
            case CONNECTED -> {
                session.countFrame();
                dispatch(session, command, frame);
            }
            case ENDED -> logger.trace("Ignored a frame after the end session={}", session.id());
        }
    }

    void handleHeartbeat(ClientSession session) {
        if (session.phase() == Phase.CONNECTED) {
            messages.sendHeartbeat(session);
        }
    }

    /** Handles what came before the session was connected. */
    void handleWaiting(ClientSession session) {
        for (Frame frame = session.waiting().poll();
                frame != null;
                frame = session.waiting().poll()) {
            handle(session, frame);
        }
    }

    private static void keep(ClientSession session, Frame frame) {
        if (session.waiting().size() == MAX_WAITING_FRAMES) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "Too many frames before CONNECTED");
        }
        session.waiting().add(frame);
    }

    private void dispatch(ClientSession session, StompCommand command, Frame frame) {
        switch (command) {
            case SUBSCRIBE -> subscribe(session, frame);
            case UNSUBSCRIBE -> unsubscribe(session, frame);
            case DISCONNECT -> disconnect(session, frame);
            case SEND -> {
                counting(StompCommand.SEND, frame);
                requests.handle(session, frame);
            }
            default -> ignoredAcks.increment();
        }
    }

    private void connect(ClientSession session, Frame frame) {
        String accepted = frame.header("accept-version");
        session.useVersion(StompVersion.negotiate(accepted == null ? "1.0" : accepted)
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.PROTOCOL, "'accept-version' must contain one of 1.0, 1.1 and 1.2")));
        Heartbeat heartbeat = Heartbeat.of(frame);
        session.useHeartbeat(heartbeat);
        session.enter(Phase.CONNECTING);
        try {
            messages.sendConnect(session, counting(StompCommand.CONNECT, frame), heartbeat);
        } catch (MessageDeliveryException ex) {
            throw refusedConnect(ex);
        }
    }

    private static RuntimeException refusedConnect(MessageDeliveryException ex) {
        return ex.getCause() instanceof AuthenticationException refused ? ProtocolException.ofToken(refused) : ex;
    }

    private void subscribe(ClientSession session, Frame frame) {
        Map<String, String> headers = counting(StompCommand.SUBSCRIBE, frame);
        String id = headers.getOrDefault("id", "");
        checkSince(frame);
        checkSwitch(frame, "batch");
        checkSwitch(frame, "delta");
        if (session.destinations().containsKey(id)) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "'id' is in use by another subscription of the session");
        }
        if (session.destinations().size() >= properties.maxSubscriptions()) {
            refusals.refuse(
                    session,
                    frame,
                    Refusal.TOO_MANY_SUBSCRIPTIONS,
                    "A session may have at most %d subscriptions".formatted(properties.maxSubscriptions()));
            return;
        }
        try {
            Destination destination =
                    Destination.ofAddress(headers.getOrDefault("destination", ""), nameOf(session.user()));
            boolean first = session.beginSubscribing();
            subscribe(session, headers, destination);
            if (first && headers.containsKey("since")) {
                reconnects.increment();
            }
        } catch (BadDestinationException ex) {
            refusals.refuse(session, frame, Refusal.BAD_DESTINATION, String.valueOf(ex.getMessage()));
        } catch (MessageDeliveryException ex) {
            if (!(ex.getCause() instanceof AccessDeniedException)) {
                throw ex;
            }
            refusals.deny(session, frame);
        }
    }

    private void subscribe(ClientSession session, Map<String, String> headers, Destination destination) {
        String id = headers.getOrDefault("id", "");
        // First: what the engine sends may come at once, and goes to subscriptions that there are.
        session.destinations().put(id, destination);
        try {
            messages.sendSubscribe(session, headers);
        } catch (RuntimeException ex) {
            session.destinations().remove(id);
            throw ex;
        }
    }

    private static void checkSince(Frame frame) {
        String since = frame.header("since");
        if (since != null) {
            try {
                Position.parse(since);
            } catch (IllegalArgumentException ex) {
                throw new ProtocolException(ErrorCode.PROTOCOL, "'since' must have the form epoch:sequence");
            }
        }
    }

    private static void checkSwitch(Frame frame, String name) {
        String value = frame.header(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "'%s' must be 'true' or 'false'".formatted(name));
        }
    }

    private void unsubscribe(ClientSession session, Frame frame) {
        Map<String, String> headers = counting(StompCommand.UNSUBSCRIBE, frame);
        if (session.destinations().remove(headers.getOrDefault("id", "")) != null) {
            messages.sendUnsubscribe(session, headers);
        } else if (frame.header("receipt") != null) {
            // A subscription that was refused, or never was, is as good as ended.
            session.send(Frame.of("RECEIPT").with("receipt-id", frame.header("receipt")));
        }
    }

    private void disconnect(ClientSession session, Frame frame) {
        session.enter(Phase.ENDED);
        messages.sendDisconnect(session);
        String receipt = frame.header("receipt");
        session.close(
                receipt == null
                        ? null
                        : FrameEncoder.encode(Frame.of("RECEIPT").with("receipt-id", receipt), session.version()),
                CloseStatus.NORMAL);
    }

    private Map<String, String> counting(StompCommand command, Frame frame) {
        Map<String, String> headers = FrameRules.headersThatCount(command, frame);
        int dropped = frame.headers().size() - headers.size();
        if (dropped > 0) {
            droppedHeaders.increment(dropped);
        }
        return headers;
    }

    private static String nameOf(@Nullable Principal user) {
        if (user == null) {
            throw new IllegalStateException("A connected session must have a user");
        }
        return user.getName();
    }
}
