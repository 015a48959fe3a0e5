package dev.tidings.broker;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the broker engine.
 *
 * @param mode engine that fans out messages
 * @param heartbeat STOMP heartbeats with the clients
 * @param stompRelay how RabbitMQ is reached in mode {@code stomp-relay}
 */
@Validated
@ConfigurationProperties("tidings.broker")
record BrokerProperties(
        @DefaultValue("embedded") Mode mode,
        @DefaultValue @Valid Heartbeat heartbeat,
        @DefaultValue @Valid StompRelay stompRelay) {

    /** The engines. */
    enum Mode {
        EMBEDDED,
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
