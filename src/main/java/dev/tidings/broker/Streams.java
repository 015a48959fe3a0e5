package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.destination.Destination;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The streams of this instance, as those see them who keep them as far as the change log. */
interface Streams {

    /** Delivers a message; the publication is complete when it is in the queues of all sessions that want no batches. */
    void accept(CarriedMessage message, @Nullable PublicationHandle publication);

    /** Has subscriptions of a destination catch up, should the stream not have come as far as its head. */
    void catchUpWith(Destination destination, Position head);

    /** Returns how far each stream has come that somebody is subscribed to. */
    CompletableFuture<List<Map<Destination, Position>>> cursors();
}
