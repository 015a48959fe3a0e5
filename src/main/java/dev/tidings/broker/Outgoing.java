package dev.tidings.broker;

import dev.tidings.session.OutboundMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of a stream in the forms that subscriptions want.
 *
 * @param delta with what is different from the last version, {@code null} where there is no such form
 * @param announcedAt when the change was announced, if that is known
 */
record Outgoing(
        OutboundMessage whole,
        @Nullable OutboundMessage delta,
        @Nullable Instant announcedAt) {

    /** Returns the size of the larger form, in bytes of the body. */
    int size() {
        return whole.body().length;
    }

    OutboundMessage in(boolean wantsDeltas) {
        return wantsDeltas && delta != null ? delta : whole;
    }
}
