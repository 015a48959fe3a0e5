/**
 * The change log: a change is written in the transaction that caused it and handed to the broker
 * afterwards.
 *
 * <h2>Order</h2>
 *
 * Each stream is numbered from 1 without gaps. A transaction only writes what it announced;
 * {@code ChangeSequencer} numbers what has committed, one batch at a time over all instances, so a reader that
 * asks for everything after <i>n</i> cannot overtake a transaction that is still open. Of two transactions of
 * which one saw the other's work, that other has the lower number. {@code ChangePublisher} hands over the
 * entries of one stream in sequence.
 *
 * <h2>Loss and duplicates</h2>
 *
 * An entry counts as published once the broker engine has completed its
 * {@link dev.tidings.changelog.PublicationHandle}. That is recorded a few times a second; a crash
 * in between publishes entries twice; a broker may still lose the message afterwards. Neither is repaired here: receivers go by
 * sequence, drop what they know and read what they miss from the log. Transient updates are best effort
 * and have no number.
 *
 * <h2>Keys</h2>
 *
 * A {@link dev.tidings.change.ChangeKey} says what a change or a transient update is about: the type and the id of
 * the resource. It is kept with the entry and travels in the header {@link dev.tidings.changelog.ChangeKeys#HEADER},
 * so that a broker engine can tell which waiting update a newer one replaces.
 *
 * <h2>Instances and threads</h2>
 *
 * Every instance may append, from any thread that is in a transaction. One instance at a time publishes;
 * it holds a lease that the database gives up when the holder's connection ends. Two publishers at once,
 * as after a network partition, cause duplicates and nothing worse.
 *
 * <h2>Lock order</h2>
 *
 * A transaction that announces takes no lock that another one waits for. The row of {@code change_epoch} is
 * locked to number entries and to renew the epoch, before anything else.
 */
@ApplicationModule(allowedDependencies = {"change", "destination", "instance"})
@NullMarked
package dev.tidings.changelog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
