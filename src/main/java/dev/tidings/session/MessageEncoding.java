package dev.tidings.session;

import dev.tidings.change.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol writes a message. There are few encodings; each has a place in what a message keeps, so
 * that a message is encoded once per encoding and not once per recipient.
 */
public interface MessageEncoding {

    /** Most encodings that there can be. */
    int MAX_ENCODINGS = 4;

    /** Returns the place of this encoding, below {@link #MAX_ENCODINGS}. */
    int index();

    /** Encodes what is a subscriber's own, which comes first. */
    byte[] head(String subscriptionId);

    /** Encodes what all subscribers share, which follows the head. */
    byte[] tail(OutboundMessage message);

    /**
     * Encodes the word that a subscription is in force.
     *
     * @param id what the client called the receipt
     * @param position everything later than this comes
     * @param reset why the client has to load its list again, if it has to
     */
    byte[] receipt(String id, Position position, @Nullable String reset);
}
