package dev.tidings.security;

import dev.tidings.destination.UserQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Takes the token of a CONNECT or STOMP frame, from {@code Authorization} or from {@code passcode}, and
 * makes its subject the user of the session. The token itself goes no further. A subject too long for the
 * routing key of its queues is refused here, not at each subscription.
 */
final class ConnectAuthentication implements ChannelInterceptor {

    private static final String AUTHORIZATION = "Authorization";
    private static final String PASSCODE = "passcode";

    /** Where Spring keeps the value of {@code passcode}, out of sight of whoever logs the headers. */
    private static final String KEPT_PASSCODE = "stompCredentials";

    private static final String SCHEME = "Bearer ";

    private final JwtAuthenticationProvider tokens;

    ConnectAuthentication(JwtAuthenticationProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers != null && headers.getMessageType() == SimpMessageType.CONNECT) {
            String token = token(headers);
            headers.removeNativeHeader(AUTHORIZATION);
            headers.removeNativeHeader(PASSCODE);
            headers.removeHeader(KEPT_PASSCODE);
            headers.setUser(authenticate(token));
        }
        return message;
    }

    private static @Nullable String token(StompHeaderAccessor headers) {
        String authorization = headers.getFirstNativeHeader(AUTHORIZATION);
        if (authorization == null) {
            return headers.getPasscode();
        }
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }

    private Authentication authenticate(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            throw new AuthenticationCredentialsNotFoundException(
                    "CONNECT must carry a token: Authorization:Bearer <jwt>, or passcode:<jwt>");
        }
        try {
            Authentication authentication = tokens.authenticate(new BearerTokenAuthenticationToken(token));
            if (authentication == null || !hasUsableName(authentication)) {
                throw new InvalidBearerTokenException("The token is not valid");
            }
            return authentication;
        } catch (InvalidBearerTokenException ex) {
            throw isExpired(ex) ? new ExpiredTokenException(ex) : ex;
        }
    }

    private static boolean hasUsableName(Authentication authentication) {
        // Of a token without subject there is no name.
        @Nullable String name = authentication.getName();
        return name != null && UserQueue.canBelongTo(name);
    }

    private static boolean isExpired(InvalidBearerTokenException ex) {
        return ex.getCause() instanceof JwtValidationException invalid
                && invalid.getErrors().stream()
                        .allMatch(
                                error -> String.valueOf(error.getDescription()).startsWith("Jwt expired"));
    }
}
