package dev.tidings.changelog;

import dev.tidings.change.ChangeKey;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** Tells what a message on the broker channel is about. */
public final class ChangeKeys {

    /** Name of the message header that holds the {@link ChangeKey}, of logged changes and transient updates. */
    public static final String HEADER = "tidingsKey";

    private ChangeKeys() {}

    /** Returns the key of a message, or {@code null} if it has none and is not to be conflated. */
    public static @Nullable ChangeKey of(Message<?> message) {
        return message.getHeaders().get(HEADER, ChangeKey.class);
    }
}
