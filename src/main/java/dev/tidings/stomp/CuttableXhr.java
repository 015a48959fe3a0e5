package dev.tidings.stomp;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.sockjs.transport.handler.XhrPollingTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrStreamingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** The sending HTTP transports of SockJS, with responses that {@link SockJsWire} can cut while a write to them blocks. */
final class CuttableXhr {

    private CuttableXhr() {}

    /** Many messages in one response. */
    static final class Streaming extends XhrStreamingTransportHandler {

        @Override
        protected void handleRequestInternal(
                ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
            SockJsWire.useConnection(session, request);
            super.handleRequestInternal(request, response, session);
        }
    }

    /** A response for each message. */
    static final class Polling extends XhrPollingTransportHandler {

        @Override
        protected void handleRequestInternal(
                ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
            SockJsWire.useConnection(session, request);
            super.handleRequestInternal(request, response, session);
        }
    }
}
