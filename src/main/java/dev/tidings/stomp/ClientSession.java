package dev.tidings.stomp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageChannel;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

/**
 * One STOMP session over one WebSocket.
 *
 * <p>Frames of the client are handled one at a time, under a lock; everything that sends may be called by
 * any thread.
 */
final class ClientSession {

    private static final Logger logger = LoggerFactory.getLogger(ClientSession.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final WebSocketSession webSocket;
    private final MessageChannel channel;
    private final FrameDecoder decoder;
    private final ReentrantLock inbound = new ReentrantLock();
    private final Set<String> subscriptions = new HashSet<>();
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private final AtomicLong messages = new AtomicLong();
    private volatile StompVersion version = StompVersion.V1_2;
    private volatile Heartbeat heartbeat = Heartbeat.NONE;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
    private volatile @Nullable Principal user;

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

    ClientSession(
            WebSocketSession webSocket,
            MessageChannel channel,
            FrameLimits limits,
            BiConsumer<ClientSession, Frame> frames,
            Consumer<ClientSession> heartbeats) {
        this.webSocket = webSocket;
        this.channel = channel;
        this.decoder = new FrameDecoder(limits, frame -> frames.accept(this, frame), () -> heartbeats.accept(this));
    }

    String id() {
        return webSocket.getId();
    }

    WebSocketSession webSocket() {
        return webSocket;
    }

    /** Channel that takes the messages of this client. */
    MessageChannel channel() {
        return channel;
    }

    @Nullable
    Principal user() {
        return user;
    }

    void useUser(@Nullable Principal authenticated) {
        user = authenticated;
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

    Phase phase() {
        return phase.get();
    }

    /** Goes on to the next phase, unless the session has ended. */
    void enter(Phase next) {
        phase.updateAndGet(current -> current == Phase.ENDED ? Phase.ENDED : next);
    }

    /** Ids of the subscriptions that were not refused. */
    Set<String> subscriptions() {
        return subscriptions;
    }

    /** Frames that came between CONNECT and CONNECTED. */
    Queue<Frame> waiting() {
        return waiting;
    }

    /** Handles bytes of the client, unless the session has ended. */
    void receive(ByteBuffer bytes) {
        exclusively(() -> decoder.decode(bytes));
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

    /** Ends the session and does something after the last of its frames was handled. */
    void finish(Runnable action) {
        enter(Phase.ENDED);
        inbound.lock();
        try {
            action.run();
        } finally {
            inbound.unlock();
        }
    }

    String nextMessageId() {
        return Long.toString(messages.incrementAndGet());
    }

    void send(Frame frame) {
        sendText(FrameEncoder.encode(frame, version));
    }

    void sendHeartbeat() {
        sendText(FrameEncoder.heartbeat());
    }

    private void sendText(byte[] bytes) {
        var message = new TextMessage(bytes);
        try {
            webSocket.sendMessage(message);
        } catch (IOException | IllegalStateException ex) {
            logger.debug("Could not write to a client session={}", id(), ex);
            giveUp();
        }
    }

    /**
     * Ends a session that has lost a frame, as when the queue of a SockJS client which polls too seldom is full:
     * going on would leave a gap that nobody tells it of.
     */
    private void giveUp() {
        enter(Phase.ENDED);
        if (webSocket.isOpen()) {
            closeNow(ErrorCode.TOO_SLOW.closeStatus());
        }
    }

    /** Stops SockJS's own heartbeats if STOMP's replace them. */
    void disableTransportHeartbeat() {
        if (heartbeat.wants() > 0 && WebSocketSessionDecorator.unwrap(webSocket) instanceof SockJsSession sockJs) {
            sockJs.disableHeartbeat();
        }
    }

    /** Sends the reason and closes the connection. */
    void end(ErrorCode code, Frame error) {
        if (phase.getAndSet(Phase.ENDED) != Phase.ENDED) {
            send(error);
            close(code.closeStatus());
        }
    }

    /** Closes the connection once everything is written, or soon if that takes too long. */
    void close(CloseStatus status) {
        enter(Phase.ENDED);
        if (isWriting()) {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < CLOSE_PATIENCE.toMillis() && isWriting(); i++) {
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                }
                closeNow(status);
            });
        } else {
            closeNow(status);
        }
    }

    /**
     * Whether something may wait to be written, which a close would drop: behind another thread that writes, or
     * until a client of SockJS asks for more.
     */
    private boolean isWriting() {
        if (WebSocketSessionDecorator.unwrap(webSocket) instanceof AbstractSockJsSession sockJs && !sockJs.isActive()) {
            return sockJs.isOpen();
        }
        return webSocket instanceof ConcurrentWebSocketSessionDecorator queue
                && (queue.getBufferSize() > 0 || queue.getTimeSinceSendStarted() > 0);
    }

    private void closeNow(CloseStatus status) {
        try {
            webSocket.close(status);
        } catch (IOException ex) {
            logger.debug("Could not close a connection session={}", id(), ex);
        }
    }
}
