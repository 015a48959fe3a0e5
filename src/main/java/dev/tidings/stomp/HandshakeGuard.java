package dev.tidings.stomp;

import dev.tidings.session.Drain;
import dev.tidings.session.HandshakeLimit;
import dev.tidings.session.Origin;
import dev.tidings.session.Sessions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
 * Turns new sessions away while the instance is drained, and when too many come at once or from one address. Of SockJS only
 * the request that opens a session is asked about. A plain GET of the endpoint is told the same, and counts as nothing.
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
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    /** What becomes of a request to open a session. */
    private enum Outcome {
        ACCEPTED,
        LIMITED,
        DRAINING,
        CROWDED
    }

    HandshakeGuard(Drain drain, Sessions sessions, HandshakeLimit limit, MeterRegistry metrics) {
        this.drain = drain;
        this.sessions = sessions;
        this.limit = limit;
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("tidings.handshakes")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .description("Requests to open a session")
                            .register(metrics));
        }
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        String address = addressOf(request);
        boolean isQuestion = isQuestion(request);
        Outcome outcome = outcome(address, isQuestion);
        if (!isQuestion) {
            Objects.requireNonNull(counters.get(outcome)).increment();
        }
        if (outcome != Outcome.ACCEPTED) {
            refuse(response, outcome);
            return false;
        }
        attributes.put(ADDRESS, address);
        String userAgent = request.getHeaders().getFirst(HttpHeaders.USER_AGENT);
        if (userAgent != null) {
            attributes.put(USER_AGENT, shortened(userAgent, MAX_USER_AGENT));
        }
        return true;
    }

    private Outcome outcome(String address, boolean isQuestion) {
        if (drain.isDraining()) {
            return Outcome.DRAINING;
        }
        if (!sessions.hasRoomFor(address)) {
            return Outcome.CROWDED;
        }
        boolean isLimited = isQuestion ? limit.isReached() : !limit.tryTake();
        return isLimited ? Outcome.LIMITED : Outcome.ACCEPTED;
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

    private void refuse(ServerHttpResponse response, Outcome outcome) {
        Duration retryAfter = switch (outcome) {
            case DRAINING -> drain.retryAfter();
            case CROWDED -> CROWDED_RETRY;
            default -> limit.retryAfter();
        };
        response.setStatusCode(
                outcome == Outcome.CROWDED ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE);
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
