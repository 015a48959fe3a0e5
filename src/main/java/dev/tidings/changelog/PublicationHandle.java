package dev.tidings.changelog;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/**
 * Travels in the {@link #HEADER} of a message on the broker channel and takes the word of the broker
 * engine that the message is out: confirmed by RabbitMQ, or handed to the fan-out of this process.
 *
 * <p>The first outcome counts. An engine that never gives one makes the publisher wait until its timeout
 * and publish the message again.
 */
public final class PublicationHandle {

    /** Name of the message header that holds the handle. */
    public static final String HEADER = "tidingsPublication";

    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private final Instant announcedAt;
    private final TransactionPart part;

    PublicationHandle(Instant announcedAt, TransactionPart part) {
        this.announcedAt = announcedAt;
        this.part = part;
    }

    /** Returns the handle of a message, or {@code null} if nobody waits for its outcome. */
    public static @Nullable PublicationHandle of(Message<?> message) {
        return message.getHeaders().get(HEADER, PublicationHandle.class);
    }

    /** Returns when the change was announced that the message tells. */
    public Instant announcedAt() {
        return announcedAt;
    }

    /** Returns which part the change is of what its transaction announced to the destination. */
    public TransactionPart part() {
        return part;
    }

    /** Says that the message is published. */
    public void complete() {
        outcome.complete(null);
    }

    /** Says that the message could not be published, and has to be published again. */
    public void fail(Throwable cause) {
        outcome.completeExceptionally(cause);
    }

    CompletableFuture<Void> outcome() {
        return outcome;
    }
}
