package dev.tidings.changelog;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change in a stream.
 *
 * @param destination whose stream it is
 * @param position where in the stream
 * @param key identity of what the change is about, if that is known
 * @param announcedAt when the change was announced
 * @param part which part it is of what its transaction announced to the destination
 * @param rights version of the rights by which readers are to be asked about, before it is delivered to them
 * @param body the JSON that subscribers get
 */
public record ChangeLogEntry(
        Destination destination,
        Position position,
        @Nullable ChangeKey key,
        Instant announcedAt,
        TransactionPart part,
        long rights,
        String body) {}
