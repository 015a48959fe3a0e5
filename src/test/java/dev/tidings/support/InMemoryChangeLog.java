package dev.tidings.support;

import dev.tidings.change.Change;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.changelog.RightsStamp;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.changelog.WrittenChange;
import dev.tidings.destination.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change log in memory, without transactions and publishing. Used by one thread at a time. */
public final class InMemoryChangeLog implements ChangeLog {

    private final Map<Destination, List<ChangeLogEntry>> streams = new HashMap<>();
    private final Map<Destination, Long> heads = new HashMap<>();
    private String epoch;

    public InMemoryChangeLog(String epoch) {
        this.epoch = epoch;
    }

    /** Appends so many entries to a stream, and returns them. */
    public List<ChangeLogEntry> append(Destination destination, int count) {
        var appended = new ArrayList<ChangeLogEntry>();
        for (int i = 0; i < count; i++) {
            long sequence = heads.merge(destination, 1L, Long::sum);
            appended.add(new ChangeLogEntry(
                    destination,
                    new Position(epoch, sequence),
                    null,
                    Instant.EPOCH,
                    TransactionPart.WHOLE,
                    RightsStamp.NONE,
                    "{\"n\":" + sequence + "}"));
        }
        entries(destination).addAll(appended);
        return appended;
    }

    /** Removes the entries up to a sequence, as retention does. */
    public void removeUpTo(Destination destination, long sequence) {
        entries(destination).removeIf(entry -> entry.position().sequence() <= sequence);
    }

    /** Starts a new epoch. */
    public void renewEpoch(String renewed) {
        epoch = renewed;
    }

    @Override
    public void announce(Map<? extends Destination, ? extends Change> bodies) {
        bodies.keySet().forEach(destination -> append(destination, 1));
    }

    @Override
    public void announceTransient(Change update, Collection<? extends Destination> destinations) {}

    @Override
    public void announceWritten(List<WrittenChange> changes) {
        changes.forEach(change -> change.destinations().forEach(destination -> append(destination, 1)));
    }

    @Override
    public void announceTransientWritten(List<WrittenChange> updates, Map<Destination, Position> after) {}

    @Override
    public Map<Destination, Position> heads(Collection<? extends Destination> destinations) {
        var found = new LinkedHashMap<Destination, Position>();
        destinations.forEach(
                destination -> found.put(destination, new Position(epoch, heads.getOrDefault(destination, 0L))));
        return found;
    }

    @Override
    public List<ChangeLogEntry> read(Destination destination, long after, int limit) {
        return entries(destination).stream()
                .filter(entry -> entry.position().sequence() > after)
                .limit(limit)
                .toList();
    }

    private List<ChangeLogEntry> entries(Destination destination) {
        return streams.computeIfAbsent(destination, key -> new ArrayList<>());
    }
}
