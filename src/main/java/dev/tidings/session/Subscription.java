package dev.tidings.session;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import org.jspecify.annotations.Nullable;

/**
 * One SUBSCRIBE of a session: where it stands in its stream.
 *
 * <p>It begins by catching up, which ends when {@link OutboundQueue#goLive} says so; a queue that has no room
 * sends it back to that. What it has reached belongs to the queue and is changed under its lock.
 */
public final class Subscription {

    private final Session session;
    private final OutboundQueue queue;
    private final String id;
    private final Destination destination;
    private final MessageEncoding encoding;
    private final byte[] head;
    private final @Nullable Position since;
    private final boolean batches;
    private final boolean deltas;
    private final CatchUp catchUp;

    State state = State.CATCHING_UP;

    @Nullable
    Position reached;

    @Nullable
    String owedReceipt;

    private int place = -1;

    /** Brings a subscription up to its stream; called by any thread, and never blocks it. */
    public interface CatchUp {

        /** Called when the queue has let entries go, and there is room again. */
        void resume(Subscription subscription);
    }

    /**
     * What a SUBSCRIBE asks for.
     *
     * @param receipt what the client called the receipt that it waits for
     * @param since position that the client has reached
     * @param batch whether entries that follow each other may come as one message
     * @param delta whether a new version of a resource may come as what is different from the last
     */
    public record Terms(@Nullable String receipt, @Nullable Position since, boolean batch, boolean delta) {}

    /** How messages reach a subscription. */
    enum State {
        /** Not from the fan-out: from the change log. */
        CATCHING_UP,
        LIVE,
        ENDED
    }

    /**
     * Creates a subscription that is catching up.
     *
     * @param terms what the client asked for
     * @param catchUp brings it up to its stream
     */
    public Subscription(
            Session session,
            String id,
            Destination destination,
            MessageEncoding encoding,
            Terms terms,
            CatchUp catchUp) {
        this.session = session;
        this.queue = session.queue();
        this.id = id;
        this.destination = destination;
        this.encoding = encoding;
        this.head = encoding.head(id);
        this.since = terms.since();
        this.batches = terms.batch();
        this.deltas = terms.delta();
        this.catchUp = catchUp;
        this.owedReceipt = terms.receipt();
    }

    public Session session() {
        return session;
    }

    /** Returns the queue of the session. */
    public OutboundQueue queue() {
        return queue;
    }

    public String id() {
        return id;
    }

    public Destination destination() {
        return destination;
    }

    /** Returns the position that the client gave, or {@code null} if it gave none. */
    public @Nullable Position since() {
        return since;
    }

    /** Returns whether entries that follow each other are to come as one message. */
    public boolean wantsBatches() {
        return batches;
    }

    /** Returns whether a new version of a resource is to come as what is different from the last. */
    public boolean wantsDeltas() {
        return deltas;
    }

    CatchUp catchUp() {
        return catchUp;
    }

    MessageEncoding encoding() {
        return encoding;
    }

    byte[] head() {
        return head;
    }

    /** Returns where the index of subscriptions keeps this one, negative if it does not; for the index alone. */
    public int place() {
        return place;
    }

    public void moveTo(int newPlace) {
        place = newPlace;
    }

    @Override
    public String toString() {
        return "Subscription[session=%s, id=%s, destination=%s]".formatted(session.id(), id, destination);
    }
}
