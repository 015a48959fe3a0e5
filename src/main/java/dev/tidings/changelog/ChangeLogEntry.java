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
 * @param rights the versions of the rights that it came under
 * @param body the JSON that subscribers get
 */
public record ChangeLogEntry(
        Destination destination,
        Position position,
        @Nullable ChangeKey key,
        Instant announcedAt,
        TransactionPart part,
        RightsStamp rights,
        String body) {}
