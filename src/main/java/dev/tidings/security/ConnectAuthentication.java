package dev.tidings.security;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;

/**
 * Takes the token of a CONNECT or STOMP frame, from {@code Authorization} or from {@code passcode}, and
 * makes its subject the user of the session. The token itself goes no further.
 */
final class ConnectAuthentication implements ChannelInterceptor {

    private static final String AUTHORIZATION = "Authorization";
    private static final String PASSCODE = "passcode";

    /** Where Spring keeps the value of {@code passcode}, out of sight of whoever logs the headers. */
    private static final String KEPT_PASSCODE = "stompCredentials";

    private final Tokens tokens;

    ConnectAuthentication(Tokens tokens) {
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
        return authorization == null ? headers.getPasscode() : Tokens.ofAuthorization(authorization);
    }

    private Authentication authenticate(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            throw new AuthenticationCredentialsNotFoundException(
                    "CONNECT must carry a token: Authorization:Bearer <jwt>, or passcode:<jwt>");
        }
        return tokens.authenticate(token);
    }
}
