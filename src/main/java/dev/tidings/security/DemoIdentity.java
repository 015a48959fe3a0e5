package dev.tidings.security;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Four users whose passwords are their names, for trying Tidings out. Absent as soon as an issuer is configured. */
final class DemoIdentity implements Users {

    static final String ISSUER = "tidings-demo";

    /** The users and their roles. */
    private static final Map<String, List<String>> ROLES =
            Map.of("alice", List.of(), "bob", List.of(), "admin", List.of("admin"), "publisher", List.of("publisher"));

    private final JwtEncoder encoder;
    private final Duration lifetime;
    private final Clock clock;

    DemoIdentity(SecretKey key, Duration lifetime, Clock clock) {
        this.encoder = new NimbusJwtEncoder(new ImmutableSecret<SecurityContext>(key));
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public boolean isKnown(String name) {
        return ROLES.containsKey(name);
    }

    boolean accepts(String username, String password) {
        return ROLES.containsKey(username) && username.equals(password);
    }

    /** Signs a token for a user of the demo. */
    Token issue(String username) {
        Instant now = clock.instant();
        var claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(username)
                .id(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .claim(Roles.CLAIM, ROLES.getOrDefault(username, List.of()))
                .build();
        var header = JwsHeader.with(MacAlgorithm.HS256).build();
        String value = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new Token(value, "Bearer", lifetime.toSeconds());
    }

    /**
     * A token as the endpoint answers it.
     *
     * @param expiresIn seconds until it expires
     */
    record Token(String accessToken, String tokenType, long expiresIn) {

        /** Leaves out the token. */
        @Override
        public String toString() {
            return "Token[" + expiresIn + "s]";
        }
    }
}
