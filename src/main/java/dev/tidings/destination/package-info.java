/**
 * The addresses of Tidings: their strict grammar, their routing keys on RabbitMQ, and who may read them.
 *
 * <p>Every string that a client names as a destination is parsed here, on the raw characters: nothing is
 * decoded, folded or cut off first, so a wildcard, an escape or an empty segment is not an odd spelling
 * of a destination but no destination. The mapping between destinations and routing keys is one to one.
 *
 * <p>A module that owns destinations declares them with a {@link dev.tidings.destination.TopicReaders} or
 * {@link dev.tidings.destination.UserQueueName} bean. A name that no module owns is declared by the setting
 * {@code tidings.destinations.<name>.read}, for callers from outside to publish to: the topics of that name, and the
 * queue of that name that each user then has. What nobody declared does not exist, and to a
 * client that looks the same as what it may not read.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tidings.destination;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
