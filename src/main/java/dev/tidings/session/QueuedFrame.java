package dev.tidings.session;

import dev.tidings.change.Position;
import dev.tidings.session.OutboundMessage.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One frame in a queue: a message of a subscription, the receipt of one, or anything else for this client only. */
final class QueuedFrame {

    private static final byte[] NOTHING = {};

    private final @Nullable Subscription subscription;
    private final @Nullable OutboundMessage message;
    private final @Nullable Receipt receipt;
    private final byte[] head;
    private final byte[] tail;
    private final long queuedAt;

    private QueuedFrame(
            @Nullable Subscription subscription,
            @Nullable OutboundMessage message,
            @Nullable Receipt receipt,
            byte[] head,
            byte[] tail,
            long queuedAt) {
        this.subscription = subscription;
        this.message = message;
        this.receipt = receipt;
        this.head = head;
        this.tail = tail;
        this.queuedAt = queuedAt;
    }

    /**
     * What the receipt of a subscription confirms.
     *
     * @param name what the client called it
     * @param reset where the subscription goes on, if the receipt tells that
     */
    record Receipt(String name, @Nullable Position reset) {}

    static QueuedFrame of(byte[] frame, long queuedAt) {
        return new QueuedFrame(null, null, null, frame, NOTHING, queuedAt);
    }

    static QueuedFrame receipt(Subscription subscription, byte[] frame, Receipt receipt, long queuedAt) {
        return new QueuedFrame(subscription, null, receipt, frame, NOTHING, queuedAt);
    }

    static QueuedFrame message(Subscription subscription, OutboundMessage message, long queuedAt) {
        return new QueuedFrame(
                subscription, message, null, subscription.head(), message.tail(subscription.encoding()), queuedAt);
    }

    /** Returns when this was put into the queue, as {@link System#nanoTime()}. */
    long queuedAt() {
        return queuedAt;
    }

    /** Returns whose message or receipt this is, {@code null} for any other frame. */
    @Nullable
    Subscription subscription() {
        return subscription;
    }

    /** Returns the message, {@code null} if this is something for this client only. */
    @Nullable
    OutboundMessage message() {
        return message;
    }

    @Nullable
    Receipt receipt() {
        return receipt;
    }

    boolean is(Kind kind) {
        return message != null && message.kind() == kind;
    }

    int size() {
        return head.length + tail.length;
    }

    void copyTo(ByteBuffer target) {
        target.put(head).put(tail);
    }

    List<ByteBuffer> parts() {
        return tail.length == 0
                ? List.of(ByteBuffer.wrap(head))
                : List.of(ByteBuffer.wrap(head), ByteBuffer.wrap(tail));
    }
}
