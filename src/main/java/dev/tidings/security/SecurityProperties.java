package dev.tidings.security;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of security. Tokens of an issuer are taken as soon as
 * {@code spring.security.oauth2.resourceserver.jwt.issuer-uri} or {@code …jwk-set-uri} is set; until then the
 * demo identity gives them out.
 *
 * @param allowedOrigins origins other than our own whose pages may call the HTTP API and open a WebSocket
 * @param demoTokenLifetime how long a token of the demo identity is valid
 */
@ConfigurationProperties("tidings.security")
record SecurityProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("12h") Duration demoTokenLifetime) {

    SecurityProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (allowedOrigins.contains("*")) {
            throw new IllegalArgumentException(
                    "'tidings.security.allowed-origins' must name origins such as https://app.example.com, but contains '*'");
        }
        if (!demoTokenLifetime.isPositive()) {
            throw new IllegalArgumentException(
                    "'tidings.security.demo-token-lifetime' must be positive, but was " + demoTokenLifetime);
        }
    }
}
