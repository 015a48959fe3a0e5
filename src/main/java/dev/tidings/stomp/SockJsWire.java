package dev.tidings.stomp;

import dev.tidings.session.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.sockjs.SockJsTransportFailureException;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.WebSocketServerSockJsSession;

/**
 * Writes to a session of SockJS, whose writes may block and which keeps without bound what its client has not asked
 * for yet. So each write has a virtual thread, which first waits until the client listens.
 */
final class SockJsWire implements Wire {

    private static final Logger logger = LoggerFactory.getLogger(SockJsWire.class);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** How often to look for a client that could be told of the close. */
    private static final int LOOKS_BEFORE_CLOSE = 50;

    private static final String CONNECTION = SockJsWire.class.getName() + ".connection";

    private final AbstractSockJsSession session;

    SockJsWire(AbstractSockJsSession session) {
        this.session = session;
    }

    /** Says that what is written to a session goes into the response to this request, unless it has one already. */
    static void useConnection(AbstractSockJsSession session, ServerHttpRequest request) {
        if (!session.isActive() && request instanceof ServletServerHttpRequest servlet) {
            EndPoint connection = ServletContextRequest.getServletContextRequest(servlet.getServletRequest())
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint();
            session.getAttributes().put(CONNECTION, connection);
        }
    }

    @Override
    public void write(List<ByteBuffer> parts, Completion completion) {
        Thread.ofVirtual().name("sockjs-write").start(() -> {
            try {
                awaitListener(Long.MAX_VALUE);
                session.sendMessage(new TextMessage(text(parts)));
                completion.written();
            } catch (IOException | SockJsTransportFailureException | IllegalStateException ex) {
                logger.debug("Could not write to a client session={}", session.getId(), ex);
                completion.failed(ex);
            }
        });
    }

    private void awaitListener(long looks) {
        for (long i = 0; i < looks && session.isOpen() && !session.isActive(); i++) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static String text(List<ByteBuffer> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(StandardCharsets.UTF_8.decode(part)));
        return text.toString();
    }

    @Override
    public void probe() {
        // SockJS has heartbeats of its own, and its clients answer none.
    }

    @Override
    public void close(CloseStatus status) {
        Thread.ofVirtual().name("sockjs-close").start(() -> {
            awaitListener(LOOKS_BEFORE_CLOSE);
            closeNow(status);
        });
    }

    @Override
    public void cut() {
        Thread.ofVirtual().name("sockjs-close").start(() -> {
            cutConnection();
            closeNow(CloseStatus.SESSION_NOT_RELIABLE);
        });
    }

    /** Has a write that blocks fail: closing the session would wait for it. */
    private void cutConnection() {
        if (session instanceof WebSocketServerSockJsSession) {
            JettyWire.of(session).cut();
        } else if (session.isActive() && session.getAttributes().get(CONNECTION) instanceof EndPoint connection) {
            // Without an open response the connection may carry somebody else's by now, as those of a proxy do.
            connection.close();
        }
    }

    private void closeNow(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException ex) {
            logger.debug("Could not close a connection session={}", session.getId(), ex);
        }
    }
}
