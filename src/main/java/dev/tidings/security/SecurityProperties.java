package dev.tidings.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 * @param demoTokenLifetime how long a token of the demo identity is valid
 */
@Validated
@ConfigurationProperties("tidings.security")
record SecurityProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("100") @Min(1) @Max(1_000_000) int requestsPerSecond,
        @DefaultValue("500") @Min(1) @Max(1_000_000) int requestBurst,
        @DefaultValue("12h") Duration demoTokenLifetime) {

    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

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
        if (!demoTokenLifetime.isPositive()) {
            throw new IllegalArgumentException(
                    "'tidings.security.demo-token-lifetime' must be positive, but was " + demoTokenLifetime);
        }
    }
}
