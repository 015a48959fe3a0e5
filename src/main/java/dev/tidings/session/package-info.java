/**
 * The sessions of clients: what waits to be written to each, what ends them, and how an instance is emptied.
 *
 * <h2>Order</h2>
 *
 * What is put into an {@link dev.tidings.session.OutboundQueue} is written in that order. An entry of the change
 * log is taken for a subscription only if it is the next one of its stream: a queue holds no gaps.
 *
 * <h2>Loss</h2>
 *
 * A queue is bounded in bytes. Without room transient updates are dropped; then entries leave it, and their
 * subscriptions catch up from the change log by {@link dev.tidings.session.Subscription.CatchUp} once there is
 * room again. A client that takes nothing, or cannot catch up, is ended with {@code too_slow} after a time.
 *
 * <h2>Threads</h2>
 *
 * Everything may be called by any thread and none waits for a socket: a {@link dev.tidings.session.Wire} starts a
 * write and tells when it is done. One timer serves all sessions.
 *
 * <h2>Lock order</h2>
 *
 * The monitor of a queue is the innermost lock; nothing foreign is called while it is held.
 */
@ApplicationModule(allowedDependencies = {"change", "destination"})
@NullMarked
package dev.tidings.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
