package dev.tidings.session;

import java.util.Locale;

/** What a client may do after an ERROR frame. */
public enum Retry {
    /** Connect again only after something was changed: the token, or the client. */
    NEVER,
    /** Connect again at once. */
    NOW,
    /** Connect again after a while. */
    LATER;

    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
