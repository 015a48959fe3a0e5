package dev.tidings.changelog;

import dev.tidings.changelog.ChangeLogTables.NewEntry;
import dev.tidings.changelog.ChangeLogTables.Stream;
import dev.tidings.changelog.JdbcChangeLog.Announcement;
import dev.tidings.destination.Destination;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction has announced so far. It is appended once, last before the commit, so that the
 * streams are locked as shortly as can be.
 */
final class TransactionChanges implements TransactionSynchronization, Ordered {

    private final ChangeLogTables tables;
    private final CommitSignal commits;
    private final Clock clock;
    private final List<Announcement> announcements = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new HashMap<>();
    private boolean appended;

    TransactionChanges(ChangeLogTables tables, CommitSignal commits, Clock clock) {
        this.tables = tables;
        this.commits = commits;
        this.clock = clock;
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
        commits.raise();
    }

    private void append() {
        if (announcements.isEmpty()) {
            return;
        }
        Map<String, Stream> streams = tables.lock(announcements.stream()
                .flatMap(announcement -> announcement.bodies().keySet().stream())
                .map(Destination::routingKey)
                .collect(Collectors.toSet()));
        var entries = new ArrayList<NewEntry>();
        announcements.forEach(announcement -> announcement
                .bodies()
                .forEach((destination, body) -> entries.add(next(streams, destination, announcement, body))));
        tables.append(entries, streams.values(), clock.instant().atOffset(ZoneOffset.UTC));
        announcements.clear();
    }

    private static NewEntry next(
            Map<String, Stream> streams, Destination destination, Announcement announcement, String body) {
        Stream advanced = streams.computeIfPresent(
                destination.routingKey(), (key, stream) -> new Stream(stream.id(), key, stream.head() + 1));
        if (advanced == null) {
            throw new IllegalStateException("The stream of '" + destination + "' was not locked");
        }
        return new NewEntry(advanced.id(), advanced.head(), announcement.changeId(), body);
    }
}
