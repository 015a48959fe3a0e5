package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Heartbeat;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeKeys;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.changelog.RightsVersions;
import dev.tidings.destination.Destination;
import dev.tidings.session.Session;
import dev.tidings.session.Sessions;
import dev.tidings.session.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.MimeType;

/**
 * The fan-out engine behind Spring's channels: takes subscriptions from the inbound channel, and messages of the
 * application from the broker channel. What it fans out goes to the queues of the sessions and not through the
 * outbound channel, which carries only answers to single frames.
 */
final class FanOutBroker extends AbstractBrokerMessageHandler {

    private static final byte[] NO_BODY = {};

    private final Sessions sessions;
    private final FanOut fanOut;
    private final Carrier carrier;
    private final Heartbeat heartbeat;

    /**
     * What the engine is made of.
     *
     * @param carrier takes messages of the application to the fan-out of all instances
     * @param heartbeat kept with the clients
     */
    record Parts(Sessions sessions, FanOut fanOut, Carrier carrier, Heartbeat heartbeat) {}

    FanOutBroker(SubscribableChannel inbound, MessageChannel outbound, SubscribableChannel broker, Parts parts) {
        super(inbound, outbound, broker);
        this.sessions = parts.sessions();
        this.fanOut = parts.fanOut();
        this.carrier = parts.carrier();
        this.heartbeat = parts.heartbeat();
    }

    @Override
    protected void startInternal() {
        publishBrokerAvailableEvent();
    }

    @Override
    protected void stopInternal() {
        publishBrokerUnavailableEvent();
    }

    @Override
    protected void handleMessageInternal(Message<?> message) {
        SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
        switch (type) {
            case CONNECT -> connect(message);
            case SUBSCRIBE -> subscribe(message);
            case UNSUBSCRIBE -> unsubscribe(message);
            case DISCONNECT -> disconnect(message);
            case MESSAGE -> send(message);
            case null, default -> logger.trace("Ignored a message that is nothing to the fan-out");
        }
    }

    private void connect(Message<?> connect) {
        SimpMessageHeaderAccessor headers = answer(connect, SimpMessageType.CONNECT_ACK);
        headers.setHeader(SimpMessageHeaderAccessor.HEART_BEAT_HEADER, heartbeat.toMillis());
        getClientOutboundChannel().send(MessageBuilder.createMessage(NO_BODY, headers.getMessageHeaders()));
    }

    private void subscribe(Message<?> subscribe) {
        Session session = session(subscribe);
        var headers = MessageHeaderAccessor.getAccessor(subscribe, StompHeaderAccessor.class);
        Destination destination = DestinationTranslation.destinationOf(subscribe);
        if (session == null || headers == null || headers.getSubscriptionId() == null || destination == null) {
            return;
        }
        String since = headers.getFirstNativeHeader("since");
        var terms = new Subscription.Terms(
                headers.getReceipt(),
                since == null ? null : Position.parse(since),
                Boolean.parseBoolean(headers.getFirstNativeHeader("batch")),
                Boolean.parseBoolean(headers.getFirstNativeHeader("delta")));
        var subscription =
                new Subscription(session, headers.getSubscriptionId(), destination, session.encoding(), terms, fanOut);
        session.subscriptions().put(subscription.id(), subscription);
        fanOut.subscribe(subscription);
    }

    private void unsubscribe(Message<?> unsubscribe) {
        Session session = session(unsubscribe);
        var headers = MessageHeaderAccessor.getAccessor(unsubscribe, StompHeaderAccessor.class);
        if (session == null || headers == null) {
            return;
        }
        String id = headers.getSubscriptionId();
        Subscription subscription = id == null ? null : session.subscriptions().remove(id);
        if (subscription != null) {
            end(subscription);
        }
        if (headers.getReceipt() != null) {
            StompHeaderAccessor receipt = StompHeaderAccessor.create(StompCommand.RECEIPT);
            receipt.setSessionId(session.id());
            receipt.setReceiptId(headers.getReceipt());
            getClientOutboundChannel().send(MessageBuilder.createMessage(NO_BODY, receipt.getMessageHeaders()));
        }
    }

    private void disconnect(Message<?> disconnect) {
        Session session = session(disconnect);
        if (session != null) {
            List<Subscription> all = List.copyOf(session.subscriptions().values());
            session.subscriptions().clear();
            all.forEach(this::end);
        }
    }

    private void end(Subscription subscription) {
        subscription.queue().end(subscription);
        fanOut.unsubscribe(subscription);
    }

    private void send(Message<?> message) {
        Destination destination = DestinationTranslation.destinationOf(message);
        if (destination == null || !(message.getPayload() instanceof byte[] body)) {
            return;
        }
        var headers = SimpMessageHeaderAccessor.wrap(message);
        MimeType type = headers.getContentType();
        String contentType = type == null ? CarriedMessage.JSON : type.toString();
        ChangeKey key = ChangeKeys.of(message);
        String epoch = headers.getFirstNativeHeader("epoch");
        String sequence = headers.getFirstNativeHeader("sequence");
        PublicationHandle publication = PublicationHandle.of(message);
        long rights = RightsVersions.of(message);
        if (epoch == null || sequence == null) {
            String after = headers.getFirstNativeHeader("after");
            carrier.carry(
                    CarriedMessage.transientUpdate(
                                    destination, after == null ? null : Position.parse(after), key, contentType, body)
                            .under(rights),
                    publication);
        } else {
            CarriedMessage entry = CarriedMessage.entry(
                            destination,
                            new Position(epoch, Long.parseLong(sequence)),
                            key,
                            publication == null ? null : publication.announcedAt(),
                            contentType,
                            body)
                    .under(rights);
            carrier.carry(publication == null ? entry : entry.as(publication.part()), publication);
        }
    }

    private @Nullable Session session(Message<?> message) {
        String id = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
        return id == null ? null : sessions.find(id);
    }

    private static SimpMessageHeaderAccessor answer(Message<?> request, SimpMessageType type) {
        SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(type);
        headers.setSessionId(SimpMessageHeaderAccessor.getSessionId(request.getHeaders()));
        headers.setUser(SimpMessageHeaderAccessor.getUser(request.getHeaders()));
        return headers;
    }
}
