/**
 * The broker engines behind Spring's channels: what takes a message of the application to every session that
 * subscribed to its destination.
 *
 * <h2>Order</h2>
 *
 * Each stream has one worker and one cursor. Every entry passes the cursor, whether this process published it, RabbitMQ
 * brought it or it was read from the change log: one at or below it is dropped, the next one is delivered, a later one
 * waits until those before it have come. Transient updates have no place in a stream; those of one publisher keep
 * their order.
 *
 * <h2>Loss and duplicates</h2>
 *
 * In {@code embedded} and {@code rabbitmq} a live subscription gets each entry once. What RabbitMQ loses is read from
 * the change log after two comparisons with its heads; while messages do not come at all, the log is followed in
 * their place. A SUBSCRIBE is in the index before the log is read for it: first come the entries after its
 * {@code since}, then the RECEIPT with the {@code position}, then what came meanwhile, then what is live. A session
 * without room for more takes the same way back. Transient updates may be lost, and are conflated by their key.
 *
 * <p>{@code stomp-relay} promises less: RabbitMQ fans out, a message counts as published once it is flushed to the
 * connection, and a broker that dies loses what it had not delivered. The RECEIPT carries the {@code position};
 * {@code since} is answered by {@code reset:use-changes} unless it is that position.
 *
 * <h2>Rights</h2>
 *
 * In {@code embedded} and {@code rabbitmq} no change that was committed after a revocation is delivered to who lost the
 * right. A message whose version of the rights is newer than what this instance has seen waits until the rights of those
 * whom that concerns were asked for again; what is read from the log for one subscription is followed by that question.
 *
 * <h2>Addresses</h2>
 *
 * Behind the channels every destination has one address, made of its routing key. User queues are addresses like any
 * other: each instance knows its own sessions of the user, and no registry of users is asked.
 *
 * <h2>Threads</h2>
 *
 * The state of a stream belongs to the thread of its worker, which waits for nothing but work: under load it may wait
 * up to five milliseconds for more of it, to write several messages at once. A few other threads read the change log for
 * all workers, and one publishes to RabbitMQ.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "instance", "replay", "session"})
@NullMarked
package dev.tidings.broker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
