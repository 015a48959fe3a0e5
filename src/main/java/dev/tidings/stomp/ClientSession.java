package dev.tidings.stomp;

import dev.tidings.destination.Destination;
import dev.tidings.destination.Reader;
import dev.tidings.security.ClockSkew;
import dev.tidings.security.Readers;
import dev.tidings.security.Tokens;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.InboundLimits;
import dev.tidings.session.Liveness;
import dev.tidings.session.MessageEncoding;
import dev.tidings.session.Origin;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.OutboundQueues;
import dev.tidings.session.Refusal;
import dev.tidings.session.Session;
import dev.tidings.session.SessionExpiry;
import dev.tidings.session.SessionLimits;
import dev.tidings.session.SessionNotices;
import dev.tidings.session.Sessions;
import dev.tidings.session.Subscription;
import dev.tidings.session.Wire;
import dev.tidings.stomp.Exceeded.Limit;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;
import org.springframework.security.core.Authentication;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

/**
 * One STOMP session over one WebSocket.
 *
 * <p>Frames of the client are handled one at a time, under a lock; everything that sends may be called by
 * any thread.
 */
final class ClientSession implements Session {

    static final String TOKEN_EXPIRED = "The token has expired";
    static final String TOKEN_REVOKED = "The token was revoked";

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final WebSocketSession webSocket;
    private final MessageChannel channel;
    private final Handling handling;
    private final SessionLimits limits;
    private final Exceeded exceeded;
    private final InboundLimits.Limit inboundLimit;
    private final long connectDeadline;
    private final SessionNotices notices;
    private final Tokens tokens;
    private final SessionExpiry expiry;
    private final Origin origin;
    private final Wire wire;
    private final OutboundQueue queue;
    private final Liveness liveness;
    private final FrameDecoder decoder;
    private final ReentrantLock inbound = new ReentrantLock();
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>(4);
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>(4);
    private final Queue<Frame> waiting = new ArrayDeque<>(1);
    private final ShortestInterval telemetryPace = new ShortestInterval(Telemetry.INTERVAL);
    private final AtomicLong messages = new AtomicLong();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
    private volatile StompVersion version = StompVersion.V1_2;
    private volatile Heartbeat heartbeat = Heartbeat.NONE;
    private volatile Duration sendInterval = Duration.ZERO;
    private volatile @Nullable Principal user;
    private boolean subscribing;
    private volatile long endedAt;
    private volatile @Nullable CloseStatus closedWith;
    /** How many bytes may still come before CONNECTED. */
    private int bytesBeforeConnected;

    private Runnable unclaim = () -> {};
    private Runnable unclaimAddress = () -> {};

    /** How far a session has come. */
    enum Phase {
        /** No CONNECT yet. */
        OPEN,
        /** CONNECT was handed on, CONNECTED is not sent yet. */
        CONNECTING,
        CONNECTED,
        /** After DISCONNECT or an error: nothing that the client sends counts any more. */
        ENDED
    }

    /** What is done with what a session receives and tells. */
    interface Handling {

        void frame(ClientSession session, Frame frame);

        void heartbeat(ClientSession session);

        void refused(ClientSession session, Subscription subscription, Refusal refusal);

        void takenBack(ClientSession session, String subscriptionId, Destination destination, Refusal refusal);
    }

    /**
     * What all sessions have in common.
     *
     * @param exceeded counts what goes over a limit
     * @param clockSkew how much longer than its token a session goes on
     */
    record Parts(
            StompProperties properties,
            SessionLimits limits,
            InboundLimits inboundLimits,
            Exceeded exceeded,
            OutboundQueues queues,
            SessionNotices notices,
            Tokens tokens,
            Clock clock,
            ClockSkew clockSkew) {}

    ClientSession(WebSocketSession webSocket, MessageChannel channel, Parts parts, Handling handling) {
        this.webSocket = webSocket;
        this.channel = channel;
        this.handling = handling;
        this.limits = parts.limits();
        this.exceeded = parts.exceeded();
        this.inboundLimit = parts.inboundLimits().create();
        this.connectDeadline =
                System.nanoTime() + parts.properties().connectTimeout().toNanos();
        this.bytesBeforeConnected = (int) parts.properties().connectSize().toBytes();
        this.notices = parts.notices();
        this.tokens = parts.tokens();
        this.origin = HandshakeGuard.originOf(webSocket, parts.clock().instant());
        this.expiry = new SessionExpiry(parts.clock(), parts.clockSkew().forgiven());
        this.decoder = new FrameDecoder(
                parts.properties().frame(), frame -> handling.frame(this, frame), () -> handling.heartbeat(this));
        WebSocketSession below = WebSocketSessionDecorator.unwrap(webSocket);
        boolean sockJs = below instanceof AbstractSockJsSession;
        this.wire = below instanceof AbstractSockJsSession session ? new SockJsWire(session) : JettyWire.of(below);
        this.liveness = new Liveness(sockJs ? Duration.ZERO : limits.probeInterval(), System.nanoTime());
        this.queue = parts.queues().create(wire, this::endTooSlow);
    }

    @Override
    public String id() {
        return webSocket.getId();
    }

    WebSocketSession webSocket() {
        return webSocket;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean isConnected() {
        return phase() == Phase.CONNECTED;
    }

    /** Channel that takes the messages of this client. */
    MessageChannel channel() {
        return channel;
    }

    @Nullable
    Principal user() {
        return user;
    }

    /** Has the session be that of a user from now on, until the user's token expires. */
    void useUser(@Nullable Principal authenticated) {
        user = authenticated;
        expiry.expireAt(authenticated instanceof Authentication token ? Tokens.expiryOf(token) : null);
    }

    /**
     * Has the user of the session be the one of a newer token. One that expires before the token that there is changes
     * nothing, because roles from it could be older; neither does the same token again.
     *
     * @return whether anything changed
     */
    boolean renew(Authentication renewed) {
        if (user instanceof Authentication current && Tokens.areSame(current, renewed)) {
            return false;
        }
        Instant before = user instanceof Authentication token ? Tokens.expiryOf(token) : null;
        Instant after = Tokens.expiryOf(renewed);
        boolean isNewer = after == null || (before != null && !after.isBefore(before));
        if (isNewer) {
            useUser(renewed);
        }
        return isNewer;
    }

    /** How often the client may send telemetry. */
    ShortestInterval telemetryPace() {
        return telemetryPace;
    }

    /** Returns whether the token of the session has expired. */
    boolean isExpired() {
        return expiry.isOver();
    }

    @Override
    public boolean hasEnded() {
        return phase() == Phase.ENDED;
    }

    @Override
    public Reader reader() {
        if (user instanceof Authentication authentication) {
            return Readers.of(authentication);
        }
        throw new IllegalStateException("The session is not connected");
    }

    @Override
    public OutboundQueue queue() {
        return queue;
    }

    @Override
    public MessageEncoding encoding() {
        return FrameEncoding.of(version);
    }

    @Override
    public Map<String, Destination> destinations() {
        return destinations;
    }

    @Override
    public Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    void useVersion(StompVersion negotiated) {
        version = negotiated;
        decoder.useVersion(negotiated);
    }

    StompVersion version() {
        return version;
    }

    void useHeartbeat(Heartbeat ofClient) {
        heartbeat = ofClient;
    }

    /**
     * Keeps heartbeats from now on.
     *
     * @param ofServer what this side offers and wants
     */
    void keepHeartbeats(Heartbeat ofServer) {
        if (heartbeat.wants() > 0 && ofServer.sends() > 0) {
            sendInterval = Duration.ofMillis(Math.max(heartbeat.wants(), ofServer.sends()));
        }
        if (heartbeat.sends() > 0 && ofServer.wants() > 0) {
            liveness.expectHeartbeats(Duration.ofMillis(Math.max(heartbeat.sends(), ofServer.wants())));
        }
    }

    Phase phase() {
        return phase.get();
    }

    /** Goes on to the next phase, unless the session has ended. */
    void enter(Phase next) {
        phase.updateAndGet(current -> current == Phase.ENDED ? Phase.ENDED : next);
    }

    /** Returns whether this is the first time that the client subscribes to something. */
    boolean beginSubscribing() {
        boolean first = !subscribing;
        subscribing = true;
        return first;
    }

    /** Frames that came between CONNECT and CONNECTED. */
    Queue<Frame> waiting() {
        return waiting;
    }

    /** Answers in binary messages from now on, as the client sends them. Those of some platforms end text at a NUL. */
    void useBinary() {
        wire.useBinary();
    }

    /** Handles bytes of the client, unless the session has ended. */
    void receive(ByteBuffer bytes) {
        liveness.clientHeard(System.nanoTime());
        exclusively(() -> decode(bytes));
    }

    private void decode(ByteBuffer bytes) {
        if (!inboundLimit.tryTakeBytes(bytes.remaining())) {
            throw exceeded.count(Limit.BYTES);
        }
        if (phase() != Phase.CONNECTED) {
            bytesBeforeConnected -= bytes.remaining();
            if (bytesBeforeConnected < 0) {
                throw exceeded.count(Limit.CONNECT_SIZE);
            }
        }
        decoder.decode(bytes);
    }

    /**
     * Counts a frame of the client.
     *
     * @throws ProtocolException if it is one too many
     */
    void countFrame() {
        if (!inboundLimit.tryTakeFrame()) {
            throw exceeded.count(Limit.FRAMES);
        }
    }

    /** Says that the connection answered a probe. */
    void receiveProbe() {
        liveness.connectionHeard(System.nanoTime());
    }

    /** Does something between two frames of the client, unless the session has ended. */
    void exclusively(Runnable action) {
        inbound.lock();
        try {
            if (phase() != Phase.ENDED) {
                action.run();
            }
        } finally {
            inbound.unlock();
        }
    }

    /**
     * Counts this session as one of the user's, until it ends.
     *
     * @throws ProtocolException if the user may not have it
     */
    void claim(Sessions sessions, String name) {
        if (!sessions.claim(name)) {
            throw exceeded.count(Limit.USER);
        }
        unclaim = () -> sessions.giveBack(name);
    }

    /**
     * Counts this session as one from an address, until it ends.
     *
     * @throws ProtocolException if there may be no more
     */
    void claimAddress(Sessions sessions, String address) {
        if (!sessions.claimAddress(address)) {
            throw exceeded.count(Limit.ADDRESS);
        }
        unclaimAddress = () -> sessions.giveBackAddress(address);
    }

    /** Ends the session, whose connection is gone, and does something after the last of its frames was handled. */
    void finish(Runnable action) {
        enter(Phase.ENDED);
        queue.discard();
        inbound.lock();
        try {
            unclaim.run();
            unclaimAddress.run();
            action.run();
        } finally {
            inbound.unlock();
        }
    }

    String nextMessageId() {
        return "s" + messages.incrementAndGet();
    }

    void send(Frame frame) {
        queue.send(FrameEncoder.encode(frame, version));
    }

    void sendHeartbeat() {
        queue.send(FrameEncoder.heartbeat());
    }

    @Override
    public void refuse(Subscription subscription, Refusal refusal) {
        handling.refused(this, subscription, refusal);
    }

    @Override
    public void takeBack(String subscriptionId, Destination destination, Refusal refusal) {
        handling.takenBack(this, subscriptionId, destination, refusal);
    }

    /** Stops SockJS's own heartbeats if STOMP's replace them. */
    void disableTransportHeartbeat() {
        if (heartbeat.wants() > 0 && WebSocketSessionDecorator.unwrap(webSocket) instanceof SockJsSession sockJs) {
            sockJs.disableHeartbeat();
        }
    }

    @Override
    public void end(ErrorCode code, String message) {
        end(code, OutboundMessages.error(code, message, null));
    }

    /** Sends the reason and closes the connection. */
    void end(ErrorCode code, Frame error) {
        if (phase.getAndSet(Phase.ENDED) != Phase.ENDED) {
            close(FrameEncoder.encode(error, version), code.closeStatus());
        }
    }

    /** Closes the connection once everything is written, or soon if that takes too long. */
    void close(byte @Nullable [] last, CloseStatus status) {
        enter(Phase.ENDED);
        endedAt = System.nanoTime();
        closedWith = status;
        queue.finish(last, status);
    }

    /** Returns why this side closed the connection, {@code null} if it did not. */
    @Nullable
    CloseStatus closedWith() {
        return closedWith;
    }

    private void endTooSlow() {
        end(ErrorCode.TOO_SLOW, "The client does not take what it is sent");
    }

    @Override
    public void tick(long nanoTime) {
        if (phase() == Phase.ENDED) {
            if (endedAt != 0 && nanoTime - endedAt > CLOSE_PATIENCE.toNanos()) {
                wire.cut();
            }
            return;
        }
        if (phase() == Phase.OPEN && nanoTime - connectDeadline >= 0) {
            ProtocolException late = exceeded.count(Limit.CONNECT_TIME);
            end(late.code(), String.valueOf(late.getMessage()));
            return;
        }
        if (isExpired()) {
            end(ErrorCode.TOKEN_EXPIRED, TOKEN_EXPIRED);
            return;
        }
        if (user instanceof Authentication authentication && tokens.isRevoked(authentication)) {
            end(ErrorCode.TOKEN_REVOKED, TOKEN_REVOKED);
            return;
        }
        expiry.warn(left -> notices.sendTokenExpiring(this, left));
        if (queue.age().compareTo(limits.writeAge()) > 0 || queue.behindFor().compareTo(limits.catchUp()) > 0) {
            endTooSlow();
            return;
        }
        if (sendInterval.isPositive()) {
            queue.sendHeartbeat(FrameEncoder.heartbeat(), sendInterval);
        }
        switch (liveness.check(nanoTime)) {
            case PROBE -> wire.probe();
            case DEAD -> wire.cut();
            case SILENT -> end(ErrorCode.INTERNAL, "No data and no heartbeat came in time");
            case ALIVE -> {}
        }
    }
}
