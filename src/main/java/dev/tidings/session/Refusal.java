package dev.tidings.session;

import java.util.Locale;

/** Why a SUBSCRIBE is refused; the session goes on. */
public enum Refusal {
    ACCESS_DENIED,
    BAD_DESTINATION,
    TOO_MANY_SUBSCRIPTIONS;

    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
