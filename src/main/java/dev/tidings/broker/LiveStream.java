package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.session.MessageBatches;
import dev.tidings.session.OutboundMessage;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that somebody here is subscribed to: its subscriptions, and the cursor that every entry passes, wherever
 * it comes from. Used by one thread.
 *
 * <p>An entry at or below the cursor is dropped, the next one is delivered, and a later one is held until those
 * before it have come. Before the first subscription has caught up there is no cursor, and everything is held.
 */
final class LiveStream {

    /** Most entries that are held while those before them are missing; what is not held is repaired later. */
    private static final int MAX_HELD = 10_000;

    /** Most entries, and bytes of their bodies, that are kept for subscriptions which catch up. */
    private static final int MAX_RECENT = 1_000;

    private static final int MAX_RECENT_BYTES = 1 << 20;

    /** Bytes of bodies that are put into a queue at once: half of what the smallest queue holds. */
    private static final int MAX_PENDING_BYTES = MessageBatches.MAX_BYTES;

    private final FanOutMetrics metrics;
    private final Consumer<LiveStream> undelivered;
    private final List<Outgoing> pending = new ArrayList<>();
    private final PendingBatch pendingBatch = new PendingBatch();
    private final LatestVersions versions;
    private int pendingBytes;
    private final TreeMap<Long, CarriedMessage> held = new TreeMap<>();
    private final Recent recent = new Recent();
    private final LatestEntries latestEntries = new LatestEntries();
    private final Set<Subscription> catchingUp = new HashSet<>(2);
    private @Nullable Subscription[] subscriptions = new Subscription[2];
    private int count;
    private int wantBatches;
    private int wantDeltas;
    private @Nullable Position cursor;

    /** What became of an entry. */
    enum Outcome {
        /** It was delivered, now or before. */
        DONE,
        /** It waits until there is a cursor. */
        HELD,
        /** It waits, and what is missing before it has to be read. */
        GAP,
        /** It belongs to another numbering than what was delivered so far. */
        OTHER_EPOCH
    }

    /**
     * Creates a stream without subscriptions.
     *
     * @param undelivered takes this stream each time that there is something to {@link #deliver}
     * @param budget of what is kept for deltas
     */
    LiveStream(FanOutMetrics metrics, Consumer<LiveStream> undelivered, VersionBudget budget) {
        this.metrics = metrics;
        this.undelivered = undelivered;
        this.versions = new LatestVersions(budget);
    }

    int size() {
        return count;
    }

    /** Returns what was delivered, {@code null} before the first subscription has caught up. */
    @Nullable
    Position cursor() {
        return cursor;
    }

    /** Returns the last entries with a key, whether they are delivered or held. */
    LatestEntries latestEntries() {
        return latestEntries;
    }

    /** Returns whether entries wait for others that have not come. */
    boolean misses() {
        return cursor != null && !held.isEmpty();
    }

    /** Adds a subscription that is catching up: nothing that comes from now on is lost for it. */
    void add(Subscription subscription) {
        deliver(OutboundQueue::flush);
        if (count == subscriptions.length) {
            subscriptions = Arrays.copyOf(subscriptions, count * 2);
        }
        subscription.moveTo(count);
        subscriptions[count++] = subscription;
        wantBatches += subscription.wantsBatches() ? 1 : 0;
        wantDeltas += subscription.wantsDeltas() ? 1 : 0;
        catchingUp.add(subscription);
    }

    /** Removes a subscription; the last one takes its place. */
    void remove(Subscription subscription) {
        deliver(OutboundQueue::flush);
        int place = subscription.place();
        Subscription last = place < 0 ? null : subscriptions[count - 1];
        if (last == null) {
            return;
        }
        count--;
        subscriptions[place] = last;
        last.moveTo(place);
        subscriptions[count] = null;
        subscription.moveTo(-1);
        wantBatches -= subscription.wantsBatches() ? 1 : 0;
        if (wantBatches == 0) {
            pendingBatch.clear();
        }
        wantDeltas -= subscription.wantsDeltas() ? 1 : 0;
        if (wantDeltas == 0) {
            versions.forget();
        }
        caughtUp(subscription);
    }

    /** Takes an entry, whatever way it came. */
    Outcome accept(CarriedMessage entry) {
        Position position = entry.position();
        if (position == null) {
            throw new IllegalArgumentException("A transient update has no place in a stream");
        }
        Position reached = cursor;
        if (reached == null) {
            hold(entry, position);
            return Outcome.HELD;
        }
        if (!position.epoch().equals(reached.epoch())) {
            return Outcome.OTHER_EPOCH;
        }
        if (position.sequence() <= reached.sequence()) {
            return Outcome.DONE;
        }
        if (position.sequence() > reached.sequence() + 1) {
            hold(entry, position);
            return Outcome.GAP;
        }
        advance(entry, position);
        return deliverHeld();
    }

    private void hold(CarriedMessage entry, Position position) {
        if (held.size() < MAX_HELD) {
            held.put(position.sequence(), entry);
        }
    }

    private Outcome deliverHeld() {
        while (!held.isEmpty()) {
            CarriedMessage next = held.firstEntry().getValue();
            Position position = next.position();
            Position reached = cursor;
            if (position == null || reached == null || !position.epoch().equals(reached.epoch())) {
                held.pollFirstEntry();
            } else if (position.sequence() > reached.sequence() + 1) {
                return Outcome.GAP;
            } else {
                held.pollFirstEntry();
                if (position.sequence() == reached.sequence() + 1) {
                    advance(next, position);
                }
            }
        }
        return Outcome.DONE;
    }

    private void advance(CarriedMessage entry, Position position) {
        OutboundMessage message = entry.outbound();
        cursor = position;
        if (!catchingUp.isEmpty()) {
            recent.add(message);
        }
        OutboundMessage delta = wantDeltas == 0 ? null : versions.delta(entry);
        send(new Outgoing(message, delta, entry.announcedAt()), entry.part());
    }

    /** Takes a transient update for every live subscription. */
    void send(OutboundMessage update) {
        send(new Outgoing(update, null, null), TransactionPart.WHOLE);
    }

    private void send(Outgoing message, TransactionPart part) {
        if (pendingBytes + message.size() > MAX_PENDING_BYTES) {
            deliver(OutboundQueue::flush);
        }
        if (pending.isEmpty() && pendingBatch.isEmpty()) {
            undelivered.accept(this);
        }
        pending.add(message);
        pendingBytes += message.size();
        if (wantBatches > 0) {
            if (!pendingBatch.hasRoomFor(message)) {
                fill(pendingBatch.takeAll(), true, OutboundQueue::flush);
            }
            pendingBatch.add(message, part, System.nanoTime());
        }
    }

    /** Returns whether something waits for more of its transaction. */
    boolean isHolding() {
        return !pendingBatch.isEmpty();
    }

    /**
     * Puts what was sent into the queue of every live subscription, all of it into one before the next: most queues
     * have to be fetched from memory, and then only once. What batches are made of may wait for the rest of its
     * transaction.
     *
     * @param filled takes each queue that has to be flushed
     */
    void deliver(Consumer<OutboundQueue> filled) {
        try {
            fill(pending, false, filled);
        } finally {
            // What cannot be delivered must not keep back what comes after it.
            pending.clear();
            pendingBytes = 0;
        }
        if (!pendingBatch.isEmpty()) {
            fill(pendingBatch.takeDue(System.nanoTime()), true, filled);
        }
    }

    private void fill(List<Outgoing> messages, boolean batches, Consumer<OutboundQueue> filled) {
        if (messages.isEmpty() || wants(!batches) == count) {
            return;
        }
        boolean differ = wantDeltas > 0 && messages.stream().anyMatch(message -> message.delta() != null);
        List<OutboundMessage> whole = inForm(messages, batches, false);
        List<OutboundMessage> deltas = differ ? inForm(messages, batches, true) : whole;
        int delivered = 0;
        for (int i = 0; i < count; i++) {
            Subscription subscription = subscriptions[i];
            if (subscription == null || subscription.wantsBatches() != batches) {
                continue;
            }
            OutboundQueue queue = subscription.queue();
            int appended = queue.offer(subscription, subscription.wantsDeltas() ? deltas : whole);
            if (appended == OutboundQueue.BEHIND) {
                catchingUp.add(subscription);
            } else {
                delivered += appended;
            }
            if (appended != 0) {
                filled.accept(queue);
            }
        }
        metrics.delivered(delivered);
        if (!batches || wantBatches == count) {
            // Those who want batches may wait for more; they count where there is nobody else.
            for (Outgoing message : messages) {
                if (message.announcedAt() != null) {
                    metrics.sent(message.announcedAt());
                }
            }
        }
    }

    private int wants(boolean batches) {
        return batches ? wantBatches : count - wantBatches;
    }

    private static List<OutboundMessage> inForm(List<Outgoing> messages, boolean batches, boolean deltas) {
        var each = new ArrayList<OutboundMessage>(messages.size());
        for (Outgoing message : messages) {
            each.add(message.in(deltas));
        }
        return batches ? MessageBatches.of(each) : each;
    }

    /**
     * Has a subscription that has reached some place in the stream follow the fan-out.
     *
     * @param caughtUp whether it has everything up to a head that was read after it was added
     * @return whether it does; otherwise it still misses entries, which are to be read from the change log
     */
    boolean activate(Subscription subscription, boolean caughtUp) {
        OutboundQueue queue = subscription.queue();
        Position reached = queue.reached(subscription);
        boolean follows = caughtUp || (cursor != null && queue.isConfirmed(subscription));
        if (reached == null || !follows) {
            return false;
        }
        if (cursor == null) {
            cursor = reached;
            deliverHeld();
        }
        deliver(OutboundQueue::flush);
        queue.confirm(subscription);
        List<OutboundMessage> later = recent.after(reached);
        queue.offerMissed(subscription, subscription.wantsBatches() ? MessageBatches.of(later) : later);
        Position current = cursor;
        if (current == null || !queue.goLive(subscription, current)) {
            // That it fell behind may not be noted yet: what comes from now on is to be kept for it.
            catchingUp.add(subscription);
            return false;
        }
        caughtUp(subscription);
        return true;
    }

    /** Returns whether a subscription has reached a place in another numbering than the stream. */
    boolean isOfAnotherEpoch(Subscription subscription) {
        Position reached = subscription.queue().reached(subscription);
        return reached != null && cursor != null && !reached.epoch().equals(cursor.epoch());
    }

    private void caughtUp(Subscription subscription) {
        catchingUp.remove(subscription);
        if (catchingUp.isEmpty()) {
            recent.clear();
        }
    }

    /** Goes on from a position because nothing before it can be delivered; tells every live subscription. */
    void reset(Position position, String reason) {
        deliver(OutboundQueue::flush);
        fill(pendingBatch.takeAll(), true, OutboundQueue::flush);
        pendingBatch.clear();
        // Etags may mean other versions now.
        versions.forget();
        cursor = position;
        recent.clear();
        for (int i = 0; i < count; i++) {
            Subscription subscription = subscriptions[i];
            if (subscription != null && !catchingUp.contains(subscription)) {
                subscription.queue().reset(subscription, position, reason);
            }
        }
        deliverHeld();
    }

    /** The last entries, one after the other without gaps. */
    private static final class Recent {

        private final ArrayDeque<OutboundMessage> messages = new ArrayDeque<>(0);
        private int bytes;

        void add(OutboundMessage message) {
            messages.addLast(message);
            bytes += message.body().length;
            while (messages.size() > MAX_RECENT || bytes > MAX_RECENT_BYTES) {
                bytes -= messages.removeFirst().body().length;
            }
        }

        /** Returns what follows a position, nothing if the first one is missing. */
        List<OutboundMessage> after(Position reached) {
            List<OutboundMessage> later = messages.stream()
                    .filter(message -> isAfter(message.position(), reached))
                    .toList();
            Position first = later.isEmpty() ? null : later.getFirst().position();
            return first != null && first.sequence() == reached.sequence() + 1 ? later : List.of();
        }

        private static boolean isAfter(@Nullable Position position, Position reached) {
            return position != null && position.includes(reached) && !position.equals(reached);
        }

        void clear() {
            messages.clear();
            bytes = 0;
        }
    }
}
