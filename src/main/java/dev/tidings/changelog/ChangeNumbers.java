package dev.tidings.changelog;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogTables.Place;
import dev.tidings.destination.Destination;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells which positions changes got, to who announced them and can wait for the moment after the commit in
 * which they are numbered.
 */
@Component
public final class ChangeNumbers {

    private final ChangeLogTables tables;
    private final ChangeSequencer sequencer;

    ChangeNumbers(ChangeLogTables tables, ChangeSequencer sequencer) {
        this.tables = tables;
        this.sequencer = sequencer;
    }

    /**
     * Reads where the log ends. What the current transaction announces, and what is announced later, will be
     * numbered behind this mark.
     */
    public long mark() {
        return tables.lastEntry();
    }

    /**
     * Waits until changes that have committed are numbered, and reads their positions.
     *
     * <p>If others announced changes of the same ids meanwhile, the position may be one of theirs that came later.
     *
     * @param mark read before the changes were committed
     * @param changeIds of each destination, the id of the change to find
     * @param atMost longest time to wait
     * @return positions in the order given, of a change that retention has removed already the head of its stream;
     *     nothing if numbering took too long
     */
    public Optional<Map<Destination, Position>> await(long mark, Map<Destination, String> changeIds, Duration atMost)
            throws InterruptedException {
        return sequencer.awaitNumbered(atMost) ? Optional.of(positions(mark, changeIds)) : Optional.empty();
    }

    private Map<Destination, Position> positions(long mark, Map<Destination, String> changeIds) {
        var found = new HashMap<Destination, Position>();
        for (Place place : tables.places(Set.copyOf(changeIds.values()), mark)) {
            if (place.changeId().equals(changeIds.get(place.destination()))) {
                found.put(place.destination(), place.position());
            }
        }
        var missing = new HashSet<>(changeIds.keySet());
        missing.removeAll(found.keySet());
        found.putAll(tables.heads(missing));
        var positions = new LinkedHashMap<Destination, Position>();
        changeIds
                .keySet()
                .forEach(destination -> positions.put(destination, Objects.requireNonNull(found.get(destination))));
        return positions;
    }
}
