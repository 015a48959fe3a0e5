package dev.tidings.stomp;

import dev.tidings.session.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * Writes to a WebSocket of Jetty below its API, where bytes that are text already need not become a string, and
 * a write is asynchronous.
 */
final class JettyWire implements Wire {

    private static final Logger logger = LoggerFactory.getLogger(JettyWire.class);

    private final org.springframework.web.socket.WebSocketSession session;
    private final CoreSession core;

    private JettyWire(org.springframework.web.socket.WebSocketSession session, CoreSession core) {
        this.session = session;
        this.core = core;
    }

    static JettyWire of(org.springframework.web.socket.WebSocketSession session) {
        if (session instanceof NativeWebSocketSession holder) {
            WebSocketSession jetty = holder.getNativeSession(WebSocketSession.class);
            if (jetty != null) {
                return new JettyWire(session, jetty.getCoreSession());
            }
        }
        throw new IllegalStateException("A WebSocket must be one of Jetty, but was " + session);
    }

    @Override
    public void write(List<ByteBuffer> parts, Completion completion) {
        int last = parts.size() - 1;
        for (int i = 0; i < last; i++) {
            core.sendFrame(frame(i, parts.get(i)).setFin(false), Callback.NOOP, true);
        }
        core.sendFrame(frame(last, parts.get(last)), new Written(completion), false);
    }

    private static Frame frame(int number, ByteBuffer part) {
        return new Frame(number == 0 ? OpCode.TEXT : OpCode.CONTINUATION).setPayload(part);
    }

    @Override
    public void probe() {
        core.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void close(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException ex) {
            logger.debug("Could not close a connection session={}", session.getId(), ex);
        }
    }

    @Override
    public void cut() {
        core.abort();
    }

    /** Passes an outcome on, on whatever thread of Jetty it comes: nothing that follows blocks. */
    private record Written(Completion completion) implements Callback {

        @Override
        public void succeeded() {
            completion.written();
        }

        @Override
        public void failed(Throwable cause) {
            completion.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
