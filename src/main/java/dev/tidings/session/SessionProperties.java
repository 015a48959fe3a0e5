package dev.tidings.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the sessions of clients.
 *
 * @param perUser most sessions of one user on an instance
 * @param perAddress most sessions of one client address on an instance, 0 for any number; a handshake beyond them is answered
 *     with 429
 * @param handshakesPerSecond most sessions that begin on an instance per second; more are turned away with 503
 * @param probeInterval time without data from a client after which its connection is probed with a WebSocket ping;
 *     after twice that time it is given up
 * @param drainWindow time over which the sessions are ended when the instance shuts down
 * @param inbound how much one client may send
 * @param queue what waits to be written to one client
 */
@Validated
@ConfigurationProperties("tidings.session")
record SessionProperties(
        @DefaultValue("100") @Min(1) @Max(1_000_000) int perUser,
        @DefaultValue("200") @Min(0) @Max(1_000_000) int perAddress,
        @DefaultValue("500") @Min(1) @Max(1_000_000) int handshakesPerSecond,
        @DefaultValue("20s") Duration probeInterval,
        @DefaultValue("10s") Duration drainWindow,
        @DefaultValue @Valid Inbound inbound,
        @DefaultValue @Valid Queue queue) {

    SessionProperties {
        requireBetween("probe-interval", probeInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        requireBetween("drain-window", drainWindow, Duration.ZERO, Duration.ofMinutes(10));
    }

    private static <T extends Comparable<T>> void requireBetween(String name, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "'tidings.session.%s' must be between %s and %s, but was %s".formatted(name, min, max, value));
        }
    }

    /**
     * How much one client may send; more ends its session.
     *
     * @param framesPerSecond frames per second over time
     * @param frameBurst most frames at once
     * @param sizePerSecond bytes per second over time
     * @param sizeBurst most bytes at once
     */
    record Inbound(
            @DefaultValue("100") @Min(1) @Max(1_000_000) int framesPerSecond,
            @DefaultValue("500") @Min(1) @Max(1_000_000) int frameBurst,
            @DefaultValue("256KB") DataSize sizePerSecond,
            @DefaultValue("1MB") DataSize sizeBurst) {

        private static final DataSize LEAST = DataSize.ofKilobytes(1);
        private static final DataSize MOST = DataSize.ofMegabytes(512);

        Inbound {
            requireBetween("inbound.size-per-second", sizePerSecond, LEAST, MOST);
            requireBetween("inbound.size-burst", sizeBurst, LEAST, MOST);
        }
    }

    /**
     * What waits to be written to one client.
     *
     * @param size most bytes that wait; what has no room comes from the change log later
     * @param age longest time that a frame may wait or be written before the client counts as too slow
     * @param catchUp longest time that a client may lag behind what had no room
     * @param coalesce whether frames that wait share one WebSocket message
     */
    record Queue(
            @DefaultValue("1MB") DataSize size,
            @DefaultValue("20s") Duration age,
            @DefaultValue("60s") Duration catchUp,
            @DefaultValue("true") boolean coalesce) {

        Queue {
            requireBetween("queue.size", size, DataSize.ofKilobytes(64), DataSize.ofGigabytes(1));
            requireBetween("queue.age", age, Duration.ofSeconds(1), Duration.ofHours(1));
            requireBetween("queue.catch-up", catchUp, Duration.ofSeconds(1), Duration.ofHours(1));
        }
    }
}
