package dev.tidings.broker;

import dev.tidings.change.ChangeKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the broker engine.
 *
 * @param mode engine that fans out messages
 * @param heartbeat STOMP heartbeats with the clients
 * @param headCheckInterval time between two comparisons of what was delivered with the change log
 * @param conflation how often transient updates of one resource are delivered
 * @param rabbitmq how RabbitMQ is reached in mode {@code rabbitmq}
 * @param stompRelay how RabbitMQ is reached in mode {@code stomp-relay}
 */
@Validated
@ConfigurationProperties("tidings.broker")
record BrokerProperties(
        @DefaultValue("embedded") Mode mode,
        @DefaultValue @Valid Heartbeat heartbeat,
        @DefaultValue("3s") Duration headCheckInterval,
        @DefaultValue @Valid Conflation conflation,
        @DefaultValue @Valid RabbitMq rabbitmq,
        @DefaultValue @Valid StompRelay stompRelay) {

    BrokerProperties {
        if (headCheckInterval.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "'tidings.broker.head-check-interval' must be at least 100ms, but was " + headCheckInterval);
        }
    }

    /** The engines. */
    enum Mode {
        EMBEDDED,
        RABBITMQ,
        STOMP_RELAY
    }

    /**
     * STOMP heartbeats with the clients. A client is given up after three times the interval at which it
     * should send, because browsers slow down the timers of background tabs.
     *
     * @param send interval at which this side sends
     * @param receive interval at which a client should send
     */
    record Heartbeat(
            @DefaultValue("10s") Duration send,
            @DefaultValue("25s") Duration receive) {

        Heartbeat {
            requireAtLeastASecond("send", send);
            requireAtLeastASecond("receive", receive);
        }

        long[] toMillis() {
            return new long[] {send.toMillis(), receive.toMillis()};
        }

        private static void requireAtLeastASecond(String name, Duration value) {
            if (value.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "'tidings.broker.heartbeat.%s' must be at least 1s, but was %s".formatted(name, value));
            }
        }
    }

    /**
     * How often transient updates of one resource are delivered.
     *
     * @param interval shortest time between two updates of the same key
     * @param intervals the same for some types only, such as {@code job}
     */
    record Conflation(
            @DefaultValue("1s") Duration interval,
            @DefaultValue Map<String, Duration> intervals) {

        Conflation {
            intervals = Map.copyOf(intervals);
            requireNotNegative("interval", interval);
            intervals.forEach((type, value) -> requireNotNegative("intervals." + type, value));
        }

        /** Returns the interval of a key in nanoseconds. */
        long nanosOf(ChangeKey key) {
            return intervals.getOrDefault(key.type(), interval).toNanos();
        }

        private static void requireNotNegative(String name, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(
                        "'tidings.broker.conflation.%s' must not be negative, but was %s".formatted(name, value));
            }
        }
    }

    /**
     * How RabbitMQ is reached in mode {@code rabbitmq}.
     *
     * @param addresses brokers of one cluster as {@code host:port}, tried in turn
     * @param virtualHost virtual host that holds the exchange
     * @param exchange topic exchange that changes go through
     * @param username user of the instances
     * @param password password of that user
     * @param sslBundle name of the {@code spring.ssl.bundle} for TLS
     */
    record RabbitMq(
            @DefaultValue("localhost:5672") @NotEmpty List<@NotBlank String> addresses,
            @DefaultValue("tidings") @NotBlank String virtualHost,
            @DefaultValue("tidings.changes") @NotBlank String exchange,
            @DefaultValue("tidings-instance") @NotBlank String username,
            @DefaultValue("tidings-instance") String password,
            @Nullable String sslBundle) {

        RabbitMq {
            addresses = List.copyOf(addresses);
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "RabbitMq[%s%s]".formatted(String.join(",", addresses), virtualHost);
        }
    }

    /**
     * How RabbitMQ is reached in mode {@code stomp-relay}.
     *
     * @param host name or address of the broker
     * @param port port of its STOMP plugin
     * @param virtualHost virtual host that holds the exchange
     * @param exchange topic exchange that changes go through
     * @param publisherLogin user that may publish to the exchange
     * @param publisherPasscode password of that user
     * @param readerLogin user on whose behalf clients subscribe, without the right to publish
     * @param readerPasscode password of that user
     */
    record StompRelay(
            @DefaultValue("localhost") @NotBlank String host,
            @DefaultValue("61613") @Min(1) @Max(65535) int port,
            @DefaultValue("tidings") @NotBlank String virtualHost,
            @DefaultValue("tidings.changes") @NotBlank String exchange,
            @DefaultValue("tidings-publisher") @NotBlank String publisherLogin,
            @DefaultValue("tidings-publisher") String publisherPasscode,
            @DefaultValue("tidings-reader") @NotBlank String readerLogin,
            @DefaultValue("tidings-reader") String readerPasscode) {

        /** Leaves out the passwords. */
        @Override
        public String toString() {
            return "StompRelay[%s:%d%s]".formatted(host, port, virtualHost);
        }
    }
}
