package dev.tidings.stomp;

import dev.tidings.session.Drain;
import dev.tidings.session.HandshakeLimit;
import dev.tidings.session.Origin;
import dev.tidings.session.Sessions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 *  * Turns new sessions away while the instance is drained, and when too many come at once. Of SockJS only the request
 * that opens a session is asked about. A plain GET of the endpoint is told the same, and counts as nothing.
 * =======
 * Turns new sessions away while the instance is drained, and when too many come at once or from one address. Of SockJS only the request
 * that opens a session is asked about.
 */
@Component
final class HandshakeGuard implements HandshakeInterceptor {

    private static final String ADDRESS = "tidings.address";
    private static final String USER_AGENT = "tidings.user-agent";
    private static final int MAX_ADDRESS = 64;
    private static final int MAX_USER_AGENT = 256;

    /** Long enough for a client to give up some of its sessions. */
    private static final Duration CROWDED_RETRY = Duration.ofSeconds(10);

    private final Drain drain;
    private final Sessions sessions;
    private final HandshakeLimit limit;
    private final Counter accepted;
    private final Counter limited;
    private final Counter draining;
    private final Counter crowded;

    HandshakeGuard(Drain drain, Sessions sessions, HandshakeLimit limit, MeterRegistry metrics) {
        this.drain = drain;
        this.sessions = sessions;
        this.limit = limit;
        this.accepted = counter(metrics, "accepted");
        this.limited = counter(metrics, "limited");
        this.draining = counter(metrics, "draining");
        this.crowded = counter(metrics, "crowded");
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
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, drain.retryAfter());
            return false;
        }
        String address = addressOf(request);
        if (!sessions.hasRoomFor(address)) {
            crowded.increment();
            refuse(response, HttpStatus.TOO_MANY_REQUESTS, CROWDED_RETRY);
            return false;
        }
        if (isQuestion(request)) {
            boolean reached = limit.isReached();
            if (reached) {
                refuse(response, HttpStatus.SERVICE_UNAVAILABLE, limit.retryAfter());
            }
            return !reached;
        }
        if (!limit.tryTake()) {
            limited.increment();
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, limit.retryAfter());
            return false;
        }
        attributes.put(ADDRESS, address);
        String userAgent = request.getHeaders().getFirst(HttpHeaders.USER_AGENT);
        if (userAgent != null) {
            attributes.put(USER_AGENT, shortened(userAgent, MAX_USER_AGENT));
        }
        accepted.increment();
        return true;
    }

    /** A browser does not show the answer to a refused handshake, so clients ask the same address with a plain request. */
    private static boolean isQuestion(ServerHttpRequest request) {
        return HttpMethod.GET.equals(request.getMethod())
                && request.getHeaders().getUpgrade() == null;
    }

    /** Returns what the handshake of a session, which was now, told of its client. */
    static Origin originOf(WebSocketSession session, Instant now) {
        Map<String, Object> attributes = session.getAttributes();
        return new Origin(now, (String) attributes.get(ADDRESS), (String) attributes.get(USER_AGENT));
    }

    private static String shortened(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }

    /** Returns the address of the client, or of the proxy before it where no header of a proxy is heeded. */
    private static String addressOf(ServerHttpRequest request) {
        String address = request instanceof ServletServerHttpRequest servlet
                ? servlet.getServletRequest().getRemoteAddr()
                : request.getRemoteAddress().getHostString();
        return shortened(address, MAX_ADDRESS);
    }

    private static void refuse(ServerHttpResponse response, HttpStatus status, Duration retryAfter) {
        response.setStatusCode(status);
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
