package dev.tidings.broker;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.destination.Destination;
import dev.tidings.session.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message on its way to the fan-out of every instance. */
final class CarriedMessage {

    static final String JSON = "application/json";

    private final Destination destination;
    private final @Nullable Position position;
    private final @Nullable Position after;
    private final @Nullable ChangeKey key;
    private final @Nullable Instant announcedAt;
    private final TransactionPart part;
    private final long rights;
    private final String contentType;
    private final byte[] body;

    private CarriedMessage(
            Destination destination,
            @Nullable Position position,
            @Nullable Position after,
            @Nullable ChangeKey key,
            @Nullable Instant announcedAt,
            TransactionPart part,
            long rights,
            String contentType,
            byte[] body) {
        this.destination = destination;
        this.position = position;
        this.after = after;
        this.key = key;
        this.announcedAt = announcedAt;
        this.part = part;
        this.rights = rights;
        this.contentType = contentType;
        this.body = body;
    }

    /** Returns an entry of the change log. */
    static CarriedMessage entry(
            Destination destination,
            Position position,
            @Nullable ChangeKey key,
            @Nullable Instant announcedAt,
            String contentType,
            byte[] body) {
        return new CarriedMessage(
                destination, position, null, key, announcedAt, TransactionPart.WHOLE, 0, contentType, body);
    }

    static CarriedMessage entry(ChangeLogEntry entry) {
        return entry(
                        entry.destination(),
                        entry.position(),
                        entry.key(),
                        entry.announcedAt(),
                        JSON,
                        entry.body().getBytes(StandardCharsets.UTF_8))
                .as(entry.part())
                .under(entry.rights().numbered());
    }

    /**
     * Returns a transient update.
     *
     * @param after what it comes after, if that is known
     * @param key identity of what it is about; without one it is never conflated
     */
    static CarriedMessage transientUpdate(
            Destination destination,
            @Nullable Position after,
            @Nullable ChangeKey key,
            String contentType,
            byte[] body) {
        return new CarriedMessage(destination, null, after, key, null, TransactionPart.WHOLE, 0, contentType, body);
    }

    /** Returns this entry as a part of what its transaction announced to the destination. */
    CarriedMessage as(TransactionPart newPart) {
        return new CarriedMessage(destination, position, after, key, announcedAt, newPart, rights, contentType, body);
    }

    /** Returns this message as one that is delivered when readers were asked about by a version of the rights. */
    CarriedMessage under(long version) {
        return new CarriedMessage(destination, position, after, key, announcedAt, part, version, contentType, body);
    }

    Destination destination() {
        return destination;
    }

    /** Returns the position of an entry, {@code null} for a transient update. */
    @Nullable
    Position position() {
        return position;
    }

    /** Returns what a transient update comes after. */
    @Nullable
    Position after() {
        return after;
    }

    @Nullable
    ChangeKey key() {
        return key;
    }

    @Nullable
    Instant announcedAt() {
        return announcedAt;
    }

    /** Returns which part an entry is of what its transaction announced to the destination. */
    TransactionPart part() {
        return part;
    }

    /** Returns the version of the rights by which readers are to be asked about before this is delivered. */
    long rights() {
        return rights;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    /** Returns the message as subscribers get it. */
    OutboundMessage outbound() {
        return outbound(body);
    }

    /** Returns the message as subscribers get it, with another body. */
    OutboundMessage outbound(byte[] otherBody) {
        return position == null
                ? OutboundMessage.transientUpdate(destination, after, contentType, otherBody)
                : OutboundMessage.entry(destination, position, contentType, otherBody);
    }
}
