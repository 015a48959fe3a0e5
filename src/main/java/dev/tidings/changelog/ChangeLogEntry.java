package dev.tidings.changelog;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;

/**
 * A change in a stream.
 *
 * @param destination whose stream it is
 * @param position where in the stream
 * @param body the JSON that subscribers get
 */
public record ChangeLogEntry(Destination destination, Position position, String body) {}
