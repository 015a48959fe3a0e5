package dev.tidings.security;

import static dev.tidings.instance.Settings.requirePositive;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of security. Tokens of an issuer are taken as soon as
 * {@code spring.security.oauth2.resourceserver.jwt.issuer-uri} or {@code …jwk-set-uri} is set; until then the
 * demo identity gives them out.
 *
 * @param allowedOrigins origins other than our own whose pages may call the HTTP API and open a WebSocket
 * @param clockSkew how far the clock of the issuer may be off: a token is taken, and its session goes on, for that
 *     much longer; at most a minute, which is what Spring Boot forgives an issuer
 * @param requestsPerSecond requests over HTTP of one user per second over time; more are answered with 429
 * @param requestBurst most requests over HTTP of one user at once
 * @param rolesClaim claim of an issuer's tokens that holds the roles; {@code realm_access.roles} is one within another
 * @param signIn how the page that comes with the server signs in at the issuer
 * @param revocationRetention how long a revocation is kept, which has to be longer than tokens are valid
 * @param demoTokenLifetime how long a token of the demo identity is valid
 * @param letAnybodySignIn whether the demo identity may be there in a broker mode of production
 */
@Validated
@ConfigurationProperties("tidings.security")
record SecurityProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("100") @Min(1) @Max(1_000_000) int requestsPerSecond,
        @DefaultValue("500") @Min(1) @Max(1_000_000) int requestBurst,
        @DefaultValue(Roles.CLAIM) @NotBlank String rolesClaim,
        @DefaultValue @Valid SignIn signIn,
        @DefaultValue("30d") Duration revocationRetention,
        @DefaultValue("12h") Duration demoTokenLifetime,
        @DefaultValue("false") boolean letAnybodySignIn) {

    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    /**
     * How the page signs in.
     *
     * @param clientId what the issuer knows the page as
     * @param scope what the page asks for, separated by spaces
     */
    record SignIn(
            @DefaultValue("tidings") @NotBlank String clientId,
            @DefaultValue("openid profile") @NotBlank String scope) {}

    SecurityProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (allowedOrigins.contains("*")) {
            throw new IllegalArgumentException(
                    "'tidings.security.allowed-origins' must name origins such as https://app.example.com, but contains '*'");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
            throw new IllegalArgumentException("'tidings.security.clock-skew' must be between %s and %s, but was %s"
                    .formatted(Duration.ZERO, MAX_CLOCK_SKEW, clockSkew));
        }
        requirePositive("tidings.security.revocation-retention", revocationRetention);
        requirePositive("tidings.security.demo-token-lifetime", demoTokenLifetime);
    }
}
