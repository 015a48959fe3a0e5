package dev.tidings.changelog;

import dev.tidings.changelog.ChangeLogTables.NewEntry;
import dev.tidings.changelog.JdbcChangeLog.Announcement;
import dev.tidings.destination.Destination;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction has announced so far. It is written with one batch, last before the commit.
 */
final class TransactionChanges implements TransactionSynchronization, Ordered {

    private final ChangeLogTables tables;
    private final Clock clock;
    private final Runnable afterCommit;
    private final List<Announcement> announcements = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new HashMap<>();
    private boolean appended;

    TransactionChanges(ChangeLogTables tables, Clock clock, Runnable afterCommit) {
        this.tables = tables;
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /** Returns the changes of the current transaction; a suspended one keeps its own. */
    static TransactionChanges current(Supplier<TransactionChanges> first) {
        for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof TransactionChanges changes) {
                return changes;
            }
        }
        TransactionChanges changes = first.get();
        TransactionSynchronizationManager.registerSynchronization(changes);
        return changes;
    }

    void add(Announcement announcement) {
        announcements.add(announcement);
        if (appended) {
            // Another synchronization that runs before the commit announced after this one had its turn.
            append();
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, announcements.size());
    }

    @Override
    public void savepointRollback(Object savepoint) {
        // A savepoint that is older than the first announcement is unknown here.
        int kept = savepoints.getOrDefault(savepoint, 0);
        announcements.subList(kept, announcements.size()).clear();
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        appended = true;
        append();
    }

    @Override
    public void afterCommit() {
        afterCommit.run();
    }

    private void append() {
        if (announcements.isEmpty()) {
            return;
        }
        var counts = new HashMap<Destination, Integer>();
        announcements.forEach(announcement ->
                announcement.bodies().keySet().forEach(destination -> counts.merge(destination, 1, Integer::sum)));
        var places = new HashMap<Destination, Integer>();
        var entries = new ArrayList<NewEntry>();
        announcements.forEach(announcement -> announcement.bodies().forEach((destination, body) -> {
            int place = places.merge(destination, 1, Integer::sum);
            int count = counts.getOrDefault(destination, place);
            entries.add(new NewEntry(
                    destination.routingKey(),
                    announcement.changeId(),
                    body.key(),
                    TransactionPart.at(place, count),
                    body.json()));
        }));
        tables.append(entries, clock.instant().atOffset(ZoneOffset.UTC));
        announcements.clear();
    }
}
