package dev.tidings.studio.secrets;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What can be told of a secret; the value is kept apart.
 *
 * @param name unique among the secrets of the owner
 */
record Secret(String owner, String name, long version, Instant updatedAt) {

    static final String TYPE = "secret";

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
