package dev.tidings.stomp;

import dev.tidings.session.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * Writes to a WebSocket of Jetty below its API, where bytes that are text already need not become a string, and
 * a write is asynchronous. Where the connection allows it, and no TLS is in between, a frame goes straight to it.
 */
final class JettyWire implements Wire {

    private static final Logger logger = LoggerFactory.getLogger(JettyWire.class);

    /** Bytes of the header of a frame whose payload has at most 65,535. */
    private static final int HEADER_BYTES = 4;

    private static final int MAX_SHORT_LENGTH = 125;
    private static final int FIN = 0x80;

    private final org.springframework.web.socket.WebSocketSession session;
    private final WebSocketCoreSession core;
    private final @Nullable SharedEndPoint connection;
    private volatile byte opCode = OpCode.TEXT;

    private JettyWire(org.springframework.web.socket.WebSocketSession session, WebSocketCoreSession core) {
        this.session = session;
        this.core = core;
        this.connection = core.getConnection().getEndPoint() instanceof SharedEndPoint shared ? shared : null;
    }

    static JettyWire of(org.springframework.web.socket.WebSocketSession session) {
        if (session instanceof NativeWebSocketSession holder) {
            WebSocketSession jetty = holder.getNativeSession(WebSocketSession.class);
            if (jetty != null && jetty.getCoreSession() instanceof WebSocketCoreSession core) {
                return new JettyWire(session, core);
            }
        }
        throw new IllegalStateException("A WebSocket must be one of Jetty, but was " + session);
    }

    @Override
    public int headroom() {
        return connection == null ? 0 : HEADER_BYTES;
    }

    @Override
    public void write(List<ByteBuffer> parts, Completion completion) {
        ByteBuffer first = parts.getFirst();
        if (connection != null && parts.size() == 1 && first.position() == HEADER_BYTES) {
            connection.writeFrame(withHeader(first), new Written(completion));
        } else {
            writeFrames(parts, completion);
        }
    }

    @Override
    public void useBinary() {
        opCode = OpCode.BINARY;
    }

    /** Writes the header of a frame, RFC 6455 section 5.2, before its payload. */
    private ByteBuffer withHeader(ByteBuffer payload) {
        int length = payload.remaining();
        int begin = payload.position();
        if (length > MAX_SHORT_LENGTH) {
            payload.putShort(begin -= Short.BYTES, (short) length);
        }
        payload.put(begin - 1, (byte) Math.min(length, MAX_SHORT_LENGTH + 1));
        payload.put(begin - 2, (byte) (FIN | opCode));
        return payload.position(begin - 2);
    }

    private void writeFrames(List<ByteBuffer> parts, Completion completion) {
        int last = parts.size() - 1;
        for (int i = 0; i < last; i++) {
            enqueue(frame(i, parts.get(i)).setFin(false), Callback.NOOP);
        }
        enqueue(frame(last, parts.get(last)), new Written(completion));
    }

    /** Goes past the stack of extensions, of which none has a say about frames from here. */
    private void enqueue(Frame frame, Callback callback) {
        core.getConnection().enqueueFrame(new OutgoingEntry.Builder(frame, callback).build());
    }

    private Frame frame(int number, ByteBuffer part) {
        return new Frame(number == 0 ? opCode : OpCode.CONTINUATION).setPayload(part);
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
