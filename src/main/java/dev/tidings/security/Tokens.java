package dev.tidings.security;

import dev.tidings.destination.UserQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.stereotype.Component;

/**
 * Checks the tokens that clients bring, over STOMP and over HTTP. A subject too long for the routing key of its queues is refused
 * here, not at each subscription.
 */
@Component
public final class Tokens {

    private static final String SCHEME = "Bearer ";

    private final JwtAuthenticationProvider provider;
    private final TokenRevocations revocations;
    private final ClockSkew skew;
    private final Clock clock;

    Tokens(JwtDecoder decoder, Roles roles, TokenRevocations revocations, ClockSkew skew, Clock clock) {
        var authentications = new JwtAuthenticationConverter();
        authentications.setJwtGrantedAuthoritiesConverter(roles);
        this.provider = new JwtAuthenticationProvider(new LateDecoder(decoder, System::nanoTime));
        provider.setJwtAuthenticationConverter(authentications);
        this.revocations = revocations;
        this.skew = skew;
        this.clock = clock;
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
     * @throws RevokedTokenException if it would be valid still
     * @throws AuthenticationServiceException if it cannot be checked now
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
            if (isExpired(ex)) {
                throw new ExpiredTokenException(ex);
            }
            throw isRevoked(ex) ? new RevokedTokenException() : ex;
        } catch (JwtDecoderInitializationException ex) {
            throw new AuthenticationServiceException("The issuer cannot be asked for its keys", ex);
        }
    }

    /** Returns whether two users were authenticated by the same token. */
    public static boolean areSame(Authentication first, Authentication second) {
        return first.getPrincipal() instanceof Jwt one
                && second.getPrincipal() instanceof Jwt other
                && one.getTokenValue().equals(other.getTokenValue());
    }

    /** Returns whether the token of a user has been revoked. */
    public boolean isRevoked(Authentication user) {
        return user.getPrincipal() instanceof Jwt token && revocations.isRevoked(token);
    }

    /**
     * Checks once more the token of a user who has waited since.
     *
     * @throws InvalidBearerTokenException if it is not good any more
     */
    public void requireStillGood(Authentication user) {
        Instant expiry = expiryOf(user);
        boolean isExpired = expiry != null && clock.instant().isAfter(expiry.plus(skew.forgiven()));
        if (isExpired || isRevoked(user)) {
            throw new InvalidBearerTokenException("The token is not valid any more");
        }
    }

    private static boolean hasUsableName(Authentication authentication) {
        // Of a token without subject there is no name.
        @Nullable String name = authentication.getName();
        return name != null && UserQueue.canBelongTo(name);
    }

    private static boolean isExpired(InvalidBearerTokenException ex) {
        return isBecauseOf(ex, error -> String.valueOf(error.getDescription()).startsWith("Jwt expired"));
    }

    private static boolean isRevoked(InvalidBearerTokenException ex) {
        return isBecauseOf(ex, TokenRevocations::isWhy);
    }

    private static boolean isBecauseOf(InvalidBearerTokenException ex, Predicate<OAuth2Error> reason) {
        return ex.getCause() instanceof JwtValidationException invalid
                && invalid.getErrors().stream().allMatch(reason);
    }
}
