package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.destination.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Streams that are as far as a test says, and that record what is done with them. */
final class FakeStreams implements Streams {

    private final Map<Destination, Position> cursors = new HashMap<>();
    private final List<Map.Entry<Destination, Position>> repairs = new ArrayList<>();
    private final List<Position> accepted = new ArrayList<>();

    /** Says how far a stream has come. */
    void reached(Destination destination, Position position) {
        cursors.put(destination, position);
    }

    /** Returns the streams that were to be repaired, with their heads. */
    List<Map.Entry<Destination, Position>> repairs() {
        return repairs;
    }

    List<Position> accepted() {
        return accepted;
    }

    @Override
    public void accept(CarriedMessage message, @Nullable PublicationHandle publication) {
        Position position = message.position();
        if (position != null) {
            accepted.add(position);
        }
    }

    @Override
    public void catchUpWith(Destination destination, Position head) {
        repairs.add(Map.entry(destination, head));
    }

    @Override
    public CompletableFuture<List<Map<Destination, Position>>> cursors() {
        return CompletableFuture.completedFuture(List.of(Map.copyOf(cursors)));
    }
}
