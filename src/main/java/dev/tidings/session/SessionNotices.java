package dev.tidings.session;

import dev.tidings.destination.Destination;
import dev.tidings.destination.UserQueue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells a client what concerns its session: each notice goes to all subscriptions that the session itself has of
 * {@code /user/queue/session}, and to no other session of the user.
 *
 * <p>A notice has no place in a stream, but unlike an update of a resource it is not dropped when the client is slow. Without
 * such a subscription it goes nowhere. May be called by any thread, and never blocks it.
 */
@Component
public final class SessionNotices {

    static final String QUEUE = "session";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;

    SessionNotices(Clock clock) {
        this.clock = clock;
    }

    /** Says that the instance shuts down, and when the session ends and its client may come back. */
    public void sendDraining(Session session, Duration reconnectIn) {
        send(session, "{\"type\":\"draining\",\"reconnect_in_ms\":%d}".formatted(reconnectIn.toMillis()));
    }

    /**
     * Says that the token of the session expires.
     *
     * @return whether there was a subscription to say it to
     */
    public boolean sendTokenExpiring(Session session, Duration expiresIn) {
        return send(session, "{\"type\":\"token_expiring\",\"expires_in\":%d}".formatted(expiresIn.toSeconds()));
    }

    /**
     * Answers a ping.
     *
     * @param id what the client called its ping, of letters, digits, {@code _} and {@code -}
     */
    public void sendPong(Session session, @Nullable String id) {
        send(
                session,
                "{\"type\":\"pong\",%s\"timestamp\":\"%s\"}"
                        .formatted(
                                id == null ? "" : "\"id\":\"%s\",".formatted(id), TIMESTAMP.format(clock.instant())));
    }

    private static boolean send(Session session, String body) {
        OutboundMessage message = null;
        for (Map.Entry<String, Destination> subscribed : session.destinations().entrySet()) {
            if (subscribed.getValue() instanceof UserQueue queue && queue.name().equals(QUEUE)) {
                if (message == null) {
                    message = OutboundMessage.transientUpdate(
                            queue, null, "application/json", body.getBytes(StandardCharsets.UTF_8));
                }
                session.queue().send(frame(session.encoding(), subscribed.getKey(), message));
            }
        }
        return message != null;
    }

    private static byte[] frame(MessageEncoding encoding, String subscriptionId, OutboundMessage message) {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(encoding.head(subscriptionId));
        frame.writeBytes(encoding.tail(message));
        return frame.toByteArray();
    }
}
