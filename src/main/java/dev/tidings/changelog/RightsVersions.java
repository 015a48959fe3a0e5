package dev.tidings.changelog;

import org.springframework.messaging.Message;

/** Knows the version of the rights by which readers are to be asked about before a message is delivered to them. */
public final class RightsVersions {

    /** Name of the message header that holds it; absent from what the application sends past the change log. */
    public static final String HEADER = "tidingsRights";

    private RightsVersions() {}

    /** Returns the version of a message, zero if it has none. */
    public static long of(Message<?> message) {
        Long version = message.getHeaders().get(HEADER, Long.class);
        return version == null ? 0 : version;
    }
}
