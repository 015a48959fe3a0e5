package dev.tidings.session;

import dev.tidings.change.Position;
import dev.tidings.session.OutboundMessage.Kind;
import dev.tidings.session.QueuedFrame.Receipt;
import dev.tidings.session.Subscription.State;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/**
 * What waits to be written to one client, in order and bounded.
 *
 * <p>May be filled by any thread; one at a time writes, and none waits for the socket. When there is no room,
 * transient updates go first; then all entries leave, and their subscriptions catch up from the change log
 * once what is left was written. What only this client gets, such as a receipt, never leaves.
 *
 * <p>Implementation note: everything is guarded by the monitor of the queue, which is held for a few steps
 * only; nothing foreign is called under it.
 */
public final class OutboundQueue implements Wire.Completion {

    /** Says that a subscription catches up from the change log. */
    public static final int BEHIND = -1;

    private final Wire wire;
    private final QueueLimits limits;
    private final QueueTotals totals;
    private final Runnable overflow;

    private final QueuedFrames frames = new QueuedFrames();
    private final Set<Subscription> waitingForRoom = new LinkedHashSet<>();
    private final Set<Subscription> behind = new HashSet<>();
    private boolean pumping;
    private boolean writing;
    private int writingBytes;
    private long writingSince;
    private long behindSince;
    private long lastWritten;
    private @Nullable ByteBuffer buffer;
    private @Nullable CloseStatus closing;
    private boolean closed;

    /**
     * Creates a queue.
     *
     * @param overflow called, without a lock, when even what never leaves takes more than the limit
     */
    OutboundQueue(Wire wire, QueueLimits limits, QueueTotals totals, Runnable overflow) {
        this.wire = wire;
        this.limits = limits;
        this.totals = totals;
        this.overflow = overflow;
        this.lastWritten = System.nanoTime();
    }

    /** Writes a frame that only this client gets. */
    public void send(byte[] frame) {
        boolean full;
        synchronized (this) {
            if (closed || closing != null) {
                return;
            }
            frames.append(QueuedFrame.of(frame, System.nanoTime()));
            makeRoom();
            full = frames.bytes() > limits.bytes();
        }
        if (full) {
            overflow.run();
        }
        pump();
    }

    /** Writes an end of line if nothing else was written for a time. */
    public void sendHeartbeat(byte[] heartbeat, Duration idle) {
        synchronized (this) {
            if (!frames.isEmpty() || writing || System.nanoTime() - lastWritten < idle.toNanos()) {
                return;
            }
        }
        send(heartbeat);
    }

    /**
     * Appends messages for a live subscription as far as they have not reached it yet. The caller calls
     * {@link #flush()} when it has appended all that it has.
     *
     * @return how many were appended, or {@link #BEHIND}
     */
    public int offer(Subscription subscription, List<OutboundMessage> messages) {
        synchronized (this) {
            int appended = 0;
            long now = System.nanoTime();
            for (OutboundMessage message : messages) {
                if (subscription.state == State.LIVE && accept(subscription, message, now)) {
                    appended++;
                }
            }
            return subscription.state == State.CATCHING_UP ? BEHIND : appended;
        }
    }

    /**
     * Appends entries from the change log for a subscription that catches up, as far as there is room and each
     * is the next one.
     */
    public void offerMissed(Subscription subscription, List<OutboundMessage> entries) {
        synchronized (this) {
            long now = System.nanoTime();
            for (OutboundMessage entry : entries) {
                if (subscription.state != State.CATCHING_UP || !hasRoom() || !accept(subscription, entry, now)) {
                    break;
                }
            }
        }
        pump();
    }

    /** Has the subscription resumed once there is room. */
    public void awaitRoom(Subscription subscription) {
        boolean room;
        synchronized (this) {
            room = hasRoom() && !closed;
            if (!room && !closed) {
                waitingForRoom.add(subscription);
            }
        }
        if (room) {
            subscription.catchUp().resume(subscription);
        }
    }

    /** Has the subscription go on from a position because what lies before cannot be replayed; the client is told. */
    public void reset(Subscription subscription, Position position, String reason) {
        synchronized (this) {
            if (closed || closing != null || subscription.state == State.ENDED) {
                return;
            }
            subscription.reached = position;
            String receipt = subscription.owedReceipt;
            if (receipt != null) {
                // At once: what is later than the position must not come before the word that it is later.
                appendReceipt(subscription, receipt, position, reason);
            } else {
                frames.append(QueuedFrame.message(
                        subscription,
                        OutboundMessage.reset(subscription.destination(), position, reason),
                        System.nanoTime()));
            }
        }
        totals.reset(reason);
        pump();
    }

    /** Fixes where a subscription begins that has nothing to catch up with. */
    public void begin(Subscription subscription, Position position) {
        synchronized (this) {
            if (subscription.reached == null) {
                subscription.reached = position;
            }
        }
    }

    /** Confirms a subscription that has caught up, if its client waits for that. */
    public void confirm(Subscription subscription) {
        synchronized (this) {
            String receipt = subscription.owedReceipt;
            Position position = subscription.reached;
            if (closed || closing != null || receipt == null || position == null || subscription.state == State.ENDED) {
                return;
            }
            appendReceipt(subscription, receipt, position, null);
        }
        pump();
    }

    private void appendReceipt(Subscription subscription, String receipt, Position position, @Nullable String reset) {
        byte[] frame = subscription.encoding().receipt(receipt, position, reset);
        frames.append(QueuedFrame.receipt(
                subscription, frame, new Receipt(receipt, reset == null ? null : position), System.nanoTime()));
        subscription.owedReceipt = null;
    }

    /**
     * Has messages come from the fan-out from now on, if the subscription has caught up. Called by the thread that
     * delivers the stream.
     *
     * @param cursor what that thread has delivered to live subscriptions
     */
    public boolean goLive(Subscription subscription, Position cursor) {
        synchronized (this) {
            Position reached = subscription.reached;
            boolean caughtUp = reached != null && reached.includes(cursor) && subscription.owedReceipt == null;
            if (subscription.state == State.CATCHING_UP && caughtUp) {
                subscription.state = State.LIVE;
                behind.remove(subscription);
            }
            return subscription.state != State.CATCHING_UP;
        }
    }

    /** Returns whether nothing has to be confirmed to the client any more. */
    public boolean isConfirmed(Subscription subscription) {
        synchronized (this) {
            return subscription.owedReceipt == null;
        }
    }

    /** Takes back the receipt that a subscription still owes; returns {@code null} if it owes none. */
    public @Nullable String takeReceipt(Subscription subscription) {
        synchronized (this) {
            String receipt = subscription.owedReceipt;
            subscription.owedReceipt = null;
            return receipt;
        }
    }

    /** Returns what a subscription has reached, {@code null} before it began. */
    public @Nullable Position reached(Subscription subscription) {
        synchronized (this) {
            return subscription.reached;
        }
    }

    /** Delivers nothing more to a subscription. */
    public void end(Subscription subscription) {
        synchronized (this) {
            subscription.state = State.ENDED;
            waitingForRoom.remove(subscription);
            behind.remove(subscription);
            frames.removeIf(frame -> frame.subscription() == subscription && frame.message() != null);
        }
    }

    public boolean isEnded(Subscription subscription) {
        synchronized (this) {
            return closed || closing != null || subscription.state == State.ENDED;
        }
    }

    /** Writes a last frame after what only this client gets, and closes the connection. */
    public void finish(byte @Nullable [] last, CloseStatus status) {
        synchronized (this) {
            if (closed || closing != null) {
                return;
            }
            frames.removeIf(frame -> frame.message() != null);
            if (last != null) {
                frames.append(QueuedFrame.of(last, System.nanoTime()));
            }
            closing = status;
        }
        pump();
    }

    /** Forgets everything: the connection is gone. */
    public void discard() {
        synchronized (this) {
            closed = true;
            frames.clear();
            waitingForRoom.clear();
            behind.clear();
        }
    }

    /** Writes what waits, unless somebody does already. */
    public void flush() {
        pump();
    }

    /** Returns the size of what waits and of what is being written, in bytes. */
    public long bytes() {
        synchronized (this) {
            return frames.bytes() + writingBytes;
        }
    }

    /** Returns for how long the current write has been under way, or what comes next has waited if that is longer. */
    public Duration age() {
        synchronized (this) {
            long now = System.nanoTime();
            QueuedFrame next = frames.first();
            long ofWrite = writing ? now - writingSince : 0;
            long ofNext = next == null ? 0 : now - next.queuedAt();
            return Duration.ofNanos(Math.max(ofWrite, ofNext));
        }
    }

    /** Returns for how long subscriptions have been catching up with what the queue had no room for. */
    public Duration behindFor() {
        synchronized (this) {
            return behind.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - behindSince);
        }
    }

    /** Appends a message unless the subscription has it, or misses what comes before it. */
    private boolean accept(Subscription subscription, OutboundMessage message, long now) {
        if (closed || closing != null) {
            return false;
        }
        if (message.kind() == Kind.ENTRY) {
            Position position = message.position();
            Position reached = subscription.reached;
            if (position == null || reached == null) {
                return false;
            }
            boolean comparable = position.epoch().equals(reached.epoch());
            if (comparable && position.sequence() <= reached.sequence()) {
                return false;
            }
            Position first = message.firstPosition();
            if (!comparable || first == null || first.sequence() > reached.sequence() + 1) {
                fallBehind(subscription, reached);
                return false;
            }
            if (first.sequence() <= reached.sequence()) {
                return acceptRest(subscription, message, now);
            }
            subscription.reached = position;
        }
        boolean alone = frames.isEmpty();
        frames.append(QueuedFrame.message(subscription, message, now));
        // A message that is larger than the queue would never get through if it had to leave even an empty one.
        if (!alone) {
            makeRoom();
        }
        return true;
    }

    /** Appends those entries of a batch, one by one, that the subscription does not have. */
    private boolean acceptRest(Subscription subscription, OutboundMessage batch, long now) {
        boolean accepted = false;
        for (OutboundMessage entry : batch.entries()) {
            accepted |= accept(subscription, entry, now);
        }
        return accepted;
    }

    private boolean hasRoom() {
        return frames.bytes() <= limits.bytes() / 2;
    }

    private void makeRoom() {
        if (frames.bytes() > limits.bytes()) {
            totals.dropped(frames.removeIf(frame -> frame.is(Kind.TRANSIENT)));
        }
        if (frames.bytes() > limits.bytes()) {
            removeEntries();
        }
    }

    /** Has the subscriptions of all entries in the queue catch up later, each from before its first one. */
    private void removeEntries() {
        var fallen = new HashSet<Subscription>();
        frames.removeIf(frame -> leaves(frame, fallen));
    }

    private boolean leaves(QueuedFrame frame, Set<Subscription> fallen) {
        Subscription subscription = frame.subscription();
        OutboundMessage message = frame.message();
        if (subscription == null) {
            return false;
        }
        if (message == null) {
            return leaves(frame.receipt(), subscription, fallen);
        }
        if (message.kind() == Kind.RESET) {
            return keepReset(subscription, message.position(), fallen);
        }
        if (fallen.add(subscription)) {
            fallBehind(subscription, before(message));
        }
        return true;
    }

    /** A receipt comes after the entries that it confirms, so it leaves with them. */
    private static boolean leaves(@Nullable Receipt receipt, Subscription subscription, Set<Subscription> fallen) {
        if (receipt == null || !fallen.contains(subscription)) {
            return false;
        }
        if (receipt.reset() != null) {
            return keepReset(subscription, receipt.reset(), fallen);
        }
        subscription.owedReceipt = receipt.name();
        return true;
    }

    /** Keeps a reset: what was before it does not count any more. */
    private static boolean keepReset(Subscription subscription, @Nullable Position reset, Set<Subscription> fallen) {
        if (fallen.remove(subscription)) {
            subscription.reached = reset;
        }
        return false;
    }

    private static @Nullable Position before(OutboundMessage entry) {
        Position position = entry.firstPosition();
        return position == null ? null : new Position(position.epoch(), position.sequence() - 1);
    }

    private void fallBehind(Subscription subscription, @Nullable Position reached) {
        subscription.reached = reached;
        if (subscription.state == State.LIVE) {
            subscription.state = State.CATCHING_UP;
            waitingForRoom.add(subscription);
        }
        if (behind.isEmpty()) {
            behindSince = System.nanoTime();
        }
        behind.add(subscription);
    }

    private void pump() {
        synchronized (this) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        while (true) {
            List<ByteBuffer> parts;
            List<Subscription> resumed = List.of();
            CloseStatus close = null;
            synchronized (this) {
                if (!waitingForRoom.isEmpty() && hasRoom()) {
                    resumed = List.copyOf(waitingForRoom);
                    waitingForRoom.clear();
                }
                parts = writing || closed ? List.of() : take();
                if (!parts.isEmpty()) {
                    writing = true;
                    writingSince = System.nanoTime();
                } else {
                    pumping = false;
                    if (closing != null && !writing && !closed) {
                        closed = true;
                        close = closing;
                    }
                }
            }
            resumed.forEach(subscription -> subscription.catchUp().resume(subscription));
            if (close != null) {
                wire.close(close);
            }
            if (parts.isEmpty()) {
                return;
            }
            write(parts);
        }
    }

    private void write(List<ByteBuffer> parts) {
        try {
            wire.write(parts, this);
        } catch (RuntimeException ex) {
            failed(ex);
        }
    }

    /** Takes as many frames as make up one message. */
    private List<ByteBuffer> take() {
        QueuedFrame first = frames.first();
        if (first == null) {
            return List.of();
        }
        int headroom = wire.headroom();
        ByteBuffer target = first.size() > WriteBuffers.SIZE - headroom
                ? null
                : totals.buffers().take();
        if (target == null) {
            frames.removeFirst();
            writingBytes = first.size();
            return first.parts();
        }
        buffer = target;
        frames.moveTo(target.position(headroom), limits.coalesce() ? Integer.MAX_VALUE : 1);
        target.flip().position(headroom);
        writingBytes = target.remaining();
        return List.of(target);
    }

    @Override
    public void written() {
        synchronized (this) {
            totals.written(writingBytes);
            lastWritten = System.nanoTime();
            endWrite();
        }
        pump();
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            endWrite();
        }
        discard();
        wire.cut();
    }

    private void endWrite() {
        ByteBuffer used = buffer;
        writing = false;
        writingBytes = 0;
        buffer = null;
        if (used != null) {
            totals.buffers().giveBack(used);
        }
    }
}
