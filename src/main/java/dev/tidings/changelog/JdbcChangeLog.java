package dev.tidings.changelog;

import dev.tidings.change.Change;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeBodies.Body;
import dev.tidings.changelog.ChangeBodies.Cause;
import dev.tidings.destination.Destination;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The change log in the tables of the application's own database. */
@Component
final class JdbcChangeLog implements ChangeLog {

    private static final Logger logger = LoggerFactory.getLogger(JdbcChangeLog.class);

    private final ChangeLogTables tables;
    private final ChangeBodies bodies;
    private final ChangeSender sender;
    private final ChangeSequencer sequencer;
    private final RightsChanges rightsChanges;
    private final Clock clock;

    JdbcChangeLog(
            ChangeLogTables tables,
            ChangeBodies bodies,
            ChangeSender sender,
            ChangeSequencer sequencer,
            RightsChanges rightsChanges,
            Clock clock) {
        this.tables = tables;
        this.bodies = bodies;
        this.sender = sender;
        this.sequencer = sequencer;
        this.rightsChanges = rightsChanges;
        this.clock = clock;
    }

    @Override
    public void announce(Map<? extends Destination, ? extends Change> changes) {
        requireTransaction();
        if (changes.isEmpty()) {
            return;
        }
        Cause cause = newCause();
        var written = new LinkedHashMap<Destination, Body>();
        changes.forEach((destination, change) -> written.put(destination, bodies.write(change, cause)));
        TransactionChanges.current(this::newTransactionChanges).add(new Announcement(cause.changeId(), written));
    }

    @Override
    public void announceTransient(Change update, Collection<? extends Destination> destinations) {
        Cause cause = newCause();
        Body body = bodies.write(update, cause);
        announceTransientWritten(
                List.of(new WrittenChange(List.copyOf(destinations), cause.changeId(), body.key(), body.json())));
    }

    @Override
    public void announceWritten(List<WrittenChange> changes) {
        requireTransaction();
        for (WrittenChange change : changes) {
            var body = new Body(change.key(), change.body());
            var written = new LinkedHashMap<Destination, Body>();
            change.destinations().forEach(destination -> written.put(destination, body));
            TransactionChanges.current(this::newTransactionChanges).add(new Announcement(change.changeId(), written));
        }
    }

    @Override
    public void announceTransientWritten(List<WrittenChange> updates, Map<Destination, Position> after) {
        AfterCommit.run(() -> sendTransients(updates, after));
    }

    private void sendTransients(List<WrittenChange> updates, Map<Destination, Position> after) {
        try {
            long rights = rightsChanges.version();
            updates.forEach(update -> sendTransient(update, after, rights));
        } catch (DataAccessException ex) {
            // The transaction is committed: what may be lost must not make it look as if it were not.
            logger.debug("Dropped transient updates count={}", updates.size(), ex);
        }
    }

    private void sendTransient(WrittenChange update, Map<Destination, Position> after, long rights) {
        update.destinations()
                .forEach(destination -> sender.sendTransient(
                        destination,
                        update.key(),
                        Objects.requireNonNull(after.get(destination)),
                        rights,
                        update.body()));
    }

    @Override
    public Map<Destination, Position> heads(Collection<? extends Destination> destinations) {
        return tables.heads(destinations);
    }

    @Override
    public List<ChangeLogEntry> read(Destination destination, long after, int limit) {
        return tables.read(destination, after, limit);
    }

    private Cause newCause() {
        return new Cause(UUID.randomUUID().toString(), MutationIds.current(), clock.instant());
    }

    private TransactionChanges newTransactionChanges() {
        return new TransactionChanges(tables, clock, sequencer::wakeUp);
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "A change can be announced only in a transaction. Annotate the method that writes the resource"
                            + " with @ChangeTransaction");
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException("A change cannot be announced in a read-only transaction");
        }
    }

    /**
     * What one call announced.
     *
     * @param changeId identity of the change
     * @param bodies what each destination is told
     */
    record Announcement(String changeId, Map<Destination, Body> bodies) {}
}
