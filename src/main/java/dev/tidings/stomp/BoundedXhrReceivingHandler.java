package dev.tidings.stomp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.sockjs.transport.handler.XhrReceivingTransportHandler;
import tools.jackson.core.JacksonException;

/**
 * Takes messages of SockJS clients up to a size; Spring's own reads a request of any size into memory, and logs the
 * beginning of one that is not JSON, which may be a token.
 */
final class BoundedXhrReceivingHandler extends XhrReceivingTransportHandler {

    private final int limit;

    BoundedXhrReceivingHandler(DataSize limit) {
        this.limit = (int) limit.toBytes();
    }

    @Override
    protected String @Nullable [] readMessages(ServerHttpRequest request) throws IOException {
        byte[] body = request.getBody().readNBytes(limit + 1);
        if (body.length > limit) {
            throw new IOException("A request with messages must take at most %d bytes".formatted(limit));
        }
        try {
            return getServiceConfig().getMessageCodec().decodeInputStream(new ByteArrayInputStream(body));
        } catch (JacksonException ex) {
            return null;
        }
    }
}
