/**
 * The broker engines behind Spring's channels: what takes a message from the broker channel to every
 * session that subscribed to its destination.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>{@code embedded}: messages of one destination reach each session of this process in the order in
 *       which they were sent. Nothing is lost while the process lives and the session keeps up.
 *   <li>{@code stomp-relay}: RabbitMQ fans out and keeps the order; a message counts as published once it
 *       is flushed to the connection, so a broker that dies loses what it had not delivered. Clients see the
 *       gap in the sequence and read what they miss from the change log.
 * </ul>
 *
 * In both, a SUBSCRIBE with a receipt is answered by a RECEIPT with the {@code position} of the stream, read
 * after the subscription is in force: everything later comes, in order; what is not later may come too and
 * is to be dropped. A client that gave {@code since} and is behind that position is told
 * {@code reset:use-changes}, and reads what lies between from {@code GET /api/changes}.
 *
 * <h2>Addresses</h2>
 *
 * Behind the channels every destination has one address, made of its routing key. User queues are
 * addresses like any other: the broker fans out to all sessions of the user, and no registry of users is
 * asked.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "instance", "replay", "session"})
@NullMarked
package dev.tidings.broker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
