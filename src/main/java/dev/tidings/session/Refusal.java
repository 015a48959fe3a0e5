package dev.tidings.session;

import java.util.Locale;

/** Why a subscription is refused, or taken back; the session goes on. */
public enum Refusal {
    ACCESS_DENIED,
    /** The right to what was subscribed is gone. */
    ACCESS_REVOKED,
    BAD_DESTINATION,
    TOO_MANY_SUBSCRIPTIONS;

    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
