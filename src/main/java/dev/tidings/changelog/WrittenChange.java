package dev.tidings.changelog;

import dev.tidings.change.ChangeKey;
import dev.tidings.destination.Destination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change whose body is JSON already, as one that comes from outside is.
 *
 * @param destinations where it goes; each is told the same
 * @param changeId identity of the change, which the body has too
 * @param key identity of what it is about; without one, it is never conflated and replaces nothing
 * @param body the JSON that subscribers get
 */
public record WrittenChange(
        List<Destination> destinations,
        String changeId,
        @Nullable ChangeKey key,
        String body) {

    public WrittenChange {
        destinations = List.copyOf(destinations);
    }
}
