/**
 * The change log: a change is written in the transaction that caused it and handed to the broker
 * afterwards.
 *
 * <h2>Order</h2>
 *
 * Each stream is numbered from 1 without gaps. A number is taken while the row of its stream is locked,
 * so numbers become visible in the order in which transactions commit, and a reader that asks for
 * everything after <i>n</i> cannot overtake a transaction that is still open. {@code ChangePublisher}
 * hands over the entries of one stream in sequence.
 *
 * <h2>Loss and duplicates</h2>
 *
 * An entry counts as published once the broker engine has completed its
 * {@link dev.tidings.changelog.PublicationHandle}. A crash right before that is recorded publishes the
 * entry twice; a broker may still lose the message afterwards. Neither is repaired here: receivers go by
 * sequence, drop what they know and read what they miss from the log. Transient updates are best effort
 * and have no number.
 *
 * <h2>Instances and threads</h2>
 *
 * Every instance may append, from any thread that is in a transaction. One instance at a time publishes;
 * it holds a lease that the database gives up when the holder's connection ends. Two publishers at once,
 * as after a network partition, cause duplicates and nothing worse.
 *
 * <h2>Lock order</h2>
 *
 * Rows of {@code change_stream} are locked last, right before commit and in the order of their keys. Do
 * not lock other rows after a change has been appended.
 */
@ApplicationModule(allowedDependencies = {"change", "destination"})
@NullMarked
package dev.tidings.changelog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
