package dev.tidings.security;

import dev.tidings.destination.UserQueue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.stereotype.Component;

/**
 * Checks the tokens that clients of STOMP bring. A subject too long for the routing key of its queues is refused
 * here, not at each subscription.
 */
@Component
public final class Tokens {

    private static final String SCHEME = "Bearer ";

    private final JwtAuthenticationProvider provider;

    Tokens(JwtDecoder decoder, JwtAuthenticationConverter authentications) {
        this.provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(authentications);
    }

    /** Returns the token in the value of an {@code Authorization} header, {@code null} if it is of another kind. */
    public static @Nullable String ofAuthorization(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }

    /** Returns when the token of a user expires, {@code null} if it does not. */
    public static @Nullable Instant expiryOf(Authentication user) {
        return user.getPrincipal() instanceof Jwt token ? token.getExpiresAt() : null;
    }

    /**
     * Returns the user whom a token names.
     *
     * @throws ExpiredTokenException if it was valid once
     * @throws org.springframework.security.core.AuthenticationException if it is not valid
     */
    public Authentication authenticate(String token) {
        try {
            Authentication authentication = provider.authenticate(new BearerTokenAuthenticationToken(token));
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
