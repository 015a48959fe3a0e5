/**
 * Publishing from outside the JVM: {@code POST /api/changes}, and the queue {@code tidings.ingest} on RabbitMQ.
 *
 * <p>An item names destinations, a change, and whether that is logged or a transient update. All logged changes of
 * a request are announced in one transaction, in the order of the items; they are all there or none is. Everything
 * is checked first: one bad item, and nothing is published.
 *
 * <h2>Which destinations</h2>
 *
 * Those that {@code tidings.destinations.<name>.read} declares. What a service here owns can not be published to
 * from outside.
 *
 * <h2>Repetition</h2>
 *
 * A request with a key of the caller's choice is published once, however often and on how many instances at once
 * it arrives, and each time gets the same answer. The key is remembered for a day, with a digest of the body,
 * in the transaction of the changes. Transient updates go out after it, once at most.
 *
 * <h2>Transient updates</h2>
 *
 * One that stands behind a logged change of the same request and destination goes out behind that change. All
 * others go out behind the head that was read before the commit.
 *
 * <h2>Order over AMQP</h2>
 *
 * Messages are published one after another, in the order of the queue: RabbitMQ gives them to one instance at a time,
 * and a message that fails is tried again in place before it becomes a dead letter. It is acknowledged after the
 * commit. An instance that dies in between, or loses its connection, leaves the message to the next one: with a
 * {@code message-id} it is published once all the same, without one perhaps twice.
 *
 * <h2>Lock order</h2>
 *
 * The row of the key is inserted first: of two requests with the same key, the second waits there for the first.
 */
@ApplicationModule(allowedDependencies = {"broker", "change", "changelog", "destination", "http", "instance"})
@NullMarked
package dev.tidings.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
