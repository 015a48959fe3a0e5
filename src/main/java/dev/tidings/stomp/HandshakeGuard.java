package dev.tidings.stomp;

import dev.tidings.session.Drain;
import dev.tidings.session.HandshakeLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Turns new sessions away while the instance is drained, and when too many come at once. Of SockJS only the request
 * that opens a session is asked about. A plain GET of the endpoint is told the same, and counts as nothing.
 */
@Component
final class HandshakeGuard implements HandshakeInterceptor {

    private final Drain drain;
    private final HandshakeLimit limit;
    private final Counter accepted;
    private final Counter limited;
    private final Counter draining;

    HandshakeGuard(Drain drain, HandshakeLimit limit, MeterRegistry metrics) {
        this.drain = drain;
        this.limit = limit;
        this.accepted = counter(metrics, "accepted");
        this.limited = counter(metrics, "limited");
        this.draining = counter(metrics, "draining");
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("tidings.handshakes")
                .tag("outcome", outcome)
                .description("Requests to open a session")
                .register(metrics);
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        if (drain.isDraining()) {
            draining.increment();
            refuse(response, drain.retryAfter());
            return false;
        }
        if (isQuestion(request)) {
            boolean reached = limit.isReached();
            if (reached) {
                refuse(response, limit.retryAfter());
            }
            return !reached;
        }
        if (!limit.tryTake()) {
            limited.increment();
            refuse(response, limit.retryAfter());
            return false;
        }
        accepted.increment();
        return true;
    }

    /** A browser does not show the answer to a refused handshake, so clients ask the same address with a plain request. */
    private static boolean isQuestion(ServerHttpRequest request) {
        return request.getMethod() == HttpMethod.GET && request.getHeaders().getUpgrade() == null;
    }

    private static void refuse(ServerHttpResponse response, Duration retryAfter) {
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {
        // Nothing was begun that would have to be ended.
    }
}
