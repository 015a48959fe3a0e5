package dev.tidings.stomp;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the endpoint for clients.
 *
 * @param frame how large a frame of a client may be
 * @param maxSubscriptions most subscriptions of one session
 * @param connectTimeout longest time from the handshake until CONNECT comes
 * @param connectSize most bytes of a client before CONNECTED
 * @param idleTimeout time without any data from a client after which its connection is closed
 * @param sockjs fallback for networks that let no WebSocket pass
 */
@Validated
@ConfigurationProperties("tidings.stomp")
record StompProperties(
        @NestedConfigurationProperty @DefaultValue FrameLimits frame,
        @DefaultValue("500") @Min(1) @Max(100_000) int maxSubscriptions,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("16KB") DataSize connectSize,
        @DefaultValue("3m") Duration idleTimeout,
        @DefaultValue @Valid SockJs sockjs) {

    StompProperties {
        requireBetween("connect-timeout", connectTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
        requireBetween("connect-size", connectSize, DataSize.ofKilobytes(1), DataSize.ofMegabytes(1));
        requireBetween("idle-timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofDays(1));
    }

    private static <T extends Comparable<T>> void requireBetween(String name, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "'tidings.stomp.%s' must be between %s and %s, but was %s".formatted(name, min, max, value));
        }
    }

    /**
     * Fallback for networks that let no WebSocket pass.
     *
     * @param enabled whether SockJS is served under the same path
     */
    record SockJs(@DefaultValue("true") boolean enabled) {}
}
