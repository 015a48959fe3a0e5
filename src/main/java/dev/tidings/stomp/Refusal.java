package dev.tidings.stomp;

import java.util.Locale;

/** Why a SUBSCRIBE is refused; the session goes on. */
enum Refusal {
    ACCESS_DENIED,
    BAD_DESTINATION,
    TOO_MANY_SUBSCRIPTIONS;

    String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
