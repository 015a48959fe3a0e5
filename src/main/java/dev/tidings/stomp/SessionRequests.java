package dev.tidings.stomp;

import dev.tidings.security.Tokens;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.SessionNotices;
import dev.tidings.session.SessionRights;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Does what clients ask of their own session by SEND. It is done on the thread that read the frame; nothing of it goes to
 * a channel, least of all a token.
 */
@Component
final class SessionRequests {

    private static final String TOKEN = "/app/session/token";
    private static final String PING = "/app/session/ping";
    private static final String TELEMETRY = "/app/session/telemetry";

    private final Tokens tokens;
    private final SessionRights rights;
    private final SessionNotices notices;
    private final Telemetry telemetry;
    private final RequestBodies bodies;

    SessionRequests(
            Tokens tokens, SessionRights rights, SessionNotices notices, Telemetry telemetry, RequestBodies bodies) {
        this.tokens = tokens;
        this.rights = rights;
        this.notices = notices;
        this.telemetry = telemetry;
        this.bodies = bodies;
    }

    /**
     * Handles a SEND.
     *
     * @throws ProtocolException if the session must end: nobody takes what was sent, or a token is not good
     */
    void handle(ClientSession session, Frame send) {
        boolean done = switch (String.valueOf(send.header("destination"))) {
            case TOKEN -> renewToken(session, send);
            case PING -> ping(session, send);
            case TELEMETRY -> telemetry.take(session, send);
            default -> throw new ProtocolException(ErrorCode.UNSUPPORTED, "Clients may not send to this destination");
        };
        String receipt = send.header("receipt");
        if (done && receipt != null) {
            session.send(Frame.of("RECEIPT").with("receipt-id", receipt));
        }
    }

    private boolean renewToken(ClientSession session, Frame send) {
        Authentication renewed = authenticate(send.header("Authorization"));
        Principal user = session.user();
        if (user == null || !user.getName().equals(renewed.getName())) {
            throw new ProtocolException(
                    ErrorCode.AUTHENTICATION_FAILED, "The token must be of the user whose session this is");
        }
        if (session.renew(renewed)) {
            rights.takeBackWhatIsLost(session);
        }
        return true;
    }

    private Authentication authenticate(@Nullable String authorization) {
        String token = authorization == null ? null : Tokens.ofAuthorization(authorization);
        try {
            if (token == null || token.isEmpty()) {
                throw new AuthenticationCredentialsNotFoundException(
                        "SEND to %s must carry a token: Authorization:Bearer <jwt>".formatted(TOKEN));
            }
            return tokens.authenticate(token);
        } catch (AuthenticationException ex) {
            throw ProtocolException.ofToken(ex);
        }
    }

    private boolean ping(ClientSession session, Frame send) {
        RequestBodies.Ping ping = bodies.ping(session, send.body());
        if (ping != null) {
            notices.sendPong(session, ping.id());
        }
        return ping != null;
    }
}
