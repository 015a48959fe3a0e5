package dev.tidings.changelog;

import dev.tidings.change.Change;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The ordered changes of every destination, kept in the application's database.
 *
 * <p>A change gets its number right after the commit, usually within milliseconds and before anybody is told;
 * until then {@link #heads} and {@link #read} do not show it. What they do show is committed, so data that is
 * read after a head holds everything up to that head.
 */
public interface ChangeLog {

    /**
     * Announces a change in the current transaction. If the transaction commits, every destination gets
     * one entry and delivery is certain, even if the process dies on the next instruction; if it is rolled
     * back, whole or to a savepoint, nothing happened.
     *
     * @param bodies what each destination is told; all entries share one {@code change_id}
     * @throws IllegalArgumentException if a resource has no {@code id}, or one that is no part of a {@link ChangeKey};
     *     if the type of a message is no bean; or if its body has more than {@value ChangeBodies#MAX_BODY_BYTES} bytes
     * @throws IllegalStateException outside a transaction, or in a read-only one
     */
    void announce(Map<? extends Destination, ? extends Change> bodies);

    /** Announces the same body to every destination. */
    default void announce(Change change, Collection<? extends Destination> destinations) {
        var bodies = new LinkedHashMap<Destination, Change>();
        destinations.forEach(destination -> bodies.put(destination, change));
        announce(bodies);
    }

    /**
     * Sends an update that is not worth keeping, such as progress, after the current transaction or at once
     * if there is none. It has no number, may be lost, and must not end anything: the last word on a
     * resource is announced.
     *
     * <p>A newer update with the same key may replace this one.
     */
    default void announceTransient(Destination destination, Change update) {
        announceTransient(update, List.of(destination));
    }

    /** Sends the same update to every destination. */
    void announceTransient(Change update, Collection<? extends Destination> destinations);

    /**
     * Announces changes whose bodies are written, as {@link #announce(Map)} does, in this order.
     *
     * @throws IllegalStateException outside a transaction, or in a read-only one
     */
    void announceWritten(List<WrittenChange> changes);

    /** Sends updates whose bodies are written, as {@link #announceTransient(Destination, Change)} does. */
    default void announceTransientWritten(List<WrittenChange> updates) {
        announceTransientWritten(
                updates,
                heads(updates.stream()
                        .flatMap(update -> update.destinations().stream())
                        .collect(Collectors.toSet())));
    }

    /**
     * Sends updates whose bodies are written, behind these positions.
     *
     * @param after of each destination, the last entry that the updates are not older than
     */
    void announceTransientWritten(List<WrittenChange> updates, Map<Destination, Position> after);

    /** Reads the position of the last entry of a stream, sequence 0 if there is none. */
    default Position head(Destination destination) {
        return heads(List.of(destination)).values().iterator().next();
    }

    /** Reads the positions of the last entries of several streams, in the order given. */
    Map<Destination, Position> heads(Collection<? extends Destination> destinations);

    /**
     * Reads entries of a stream in order, without gaps between them.
     *
     * @param after sequence after which to start
     * @param limit how many to read at most
     * @return the entries; the first is later than {@code after + 1} if retention has removed some
     */
    List<ChangeLogEntry> read(Destination destination, long after, int limit);
}
