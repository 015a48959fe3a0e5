package dev.tidings.session;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A message to the subscribers of a destination. It is encoded when the first of them needs it, and exists once
 * in memory however many wait for it.
 */
public final class OutboundMessage {

    private static final AtomicLong IDS = new AtomicLong();

    private final Kind kind;
    private final Destination destination;
    private final @Nullable Position position;
    private final Map<String, String> headers;
    private final byte[] body;
    private final List<OutboundMessage> entries;
    private final AtomicReferenceArray<byte @Nullable []> tails =
            new AtomicReferenceArray<>(MessageEncoding.MAX_ENCODINGS);

    /** What a message is to a queue that has no room for it. */
    public enum Kind {
        /** An entry of the change log: may leave the queue, and comes back from the log. */
        ENTRY,
        /** A transient update: may be dropped. */
        TRANSIENT,
        /** Tells that the subscription goes on from another position: stays. */
        RESET
    }

    private OutboundMessage(
            Kind kind,
            Destination destination,
            @Nullable Position position,
            Map<String, String> headers,
            byte[] body,
            List<OutboundMessage> entries) {
        this.kind = kind;
        this.destination = destination;
        this.position = position;
        this.headers = new LinkedHashMap<>();
        this.headers.put("message-id", Long.toString(IDS.incrementAndGet()));
        this.headers.put("destination", destination.address());
        this.headers.putAll(headers);
        this.body = body;
        this.entries = entries;
    }

    /** Returns an entry of a stream, as it is published. */
    public static OutboundMessage entry(Destination destination, Position position, String contentType, byte[] body) {
        return entry(destination, position, contentType, body, Map.of());
    }

    /** Returns an entry that a subscription missed, read from the change log. */
    public static OutboundMessage replayed(
            Destination destination, Position position, String contentType, byte[] body) {
        return entry(destination, position, contentType, body, Map.of("replayed", "true"));
    }

    private static OutboundMessage entry(
            Destination destination, Position position, String contentType, byte[] body, Map<String, String> more) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", contentType);
        headers.put("epoch", position.epoch());
        headers.put("sequence", Long.toString(position.sequence()));
        headers.putAll(more);
        return new OutboundMessage(Kind.ENTRY, destination, position, headers, body, List.of());
    }

    /** Returns entries of a stream that follow each other as one message, whose body is an array of theirs. */
    static OutboundMessage batch(List<OutboundMessage> entries) {
        OutboundMessage last = entries.getLast();
        var headers = new LinkedHashMap<>(last.headers);
        // Each message has an id of its own.
        headers.remove("message-id");
        headers.put("first-sequence", entries.getFirst().headers.getOrDefault("sequence", ""));
        return new OutboundMessage(
                Kind.ENTRY, last.destination, last.position, headers, array(entries), List.copyOf(entries));
    }

    private static byte[] array(List<OutboundMessage> entries) {
        var array = new ByteArrayOutputStream();
        for (OutboundMessage entry : entries) {
            array.write(array.size() == 0 ? '[' : ',');
            array.writeBytes(entry.body);
        }
        array.write(']');
        return array.toByteArray();
    }

    /** Returns an update that has no place in a stream. */
    public static OutboundMessage transientUpdate(
            Destination destination, @Nullable Position after, String contentType, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", contentType);
        headers.put("transient", "true");
        if (after != null) {
            headers.put("after", after.toString());
        }
        return new OutboundMessage(Kind.TRANSIENT, destination, after, headers, body, List.of());
    }

    /** Returns the news that a subscription goes on from a position, and why. */
    public static OutboundMessage reset(Destination destination, Position position, String reason) {
        return new OutboundMessage(
                Kind.RESET,
                destination,
                position,
                Map.of("reset", reason, "position", position.toString()),
                new byte[0],
                List.of());
    }

    public Kind kind() {
        return kind;
    }

    public Destination destination() {
        return destination;
    }

    /** Returns the position of an entry or a reset, or what a transient update comes after. */
    public @Nullable Position position() {
        return position;
    }

    /** Returns the position of the first entry of a batch, for any other message its own. */
    @Nullable
    Position firstPosition() {
        return entries.isEmpty() ? position : entries.getFirst().position;
    }

    /** Returns the entries of a batch; there are none in any other message. */
    List<OutboundMessage> entries() {
        return entries;
    }

    /** Returns the headers in the order in which they are written, without what is a subscriber's own. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    public byte[] body() {
        return body;
    }

    /** Returns the shared part in an encoding. */
    byte[] tail(MessageEncoding encoding) {
        byte[] known = tails.get(encoding.index());
        if (known != null) {
            return known;
        }
        byte[] encoded = encoding.tail(this);
        tails.set(encoding.index(), encoded);
        return encoded;
    }
}
