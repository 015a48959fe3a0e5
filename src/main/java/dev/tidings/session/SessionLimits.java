package dev.tidings.session;

import java.time.Duration;

/**
 * What ends a session whose client is gone or takes nothing.
 *
 * @param probeInterval silence after which the connection is probed; after twice that time it is given up
 * @param writeAge longest time that one write may take
 * @param catchUp longest time that a client may lag behind
 */
public record SessionLimits(Duration probeInterval, Duration writeAge, Duration catchUp) {}
