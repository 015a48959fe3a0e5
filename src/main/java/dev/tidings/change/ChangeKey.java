package dev.tidings.change;

import java.util.regex.Pattern;

/**
 * Identity of what changes and transient updates are about. Of two with the same key, the newer one tells
 * all that the older one did.
 *
 * @param type name of the type, such as {@code job}: 1 to 64 characters of {@code [A-Za-z0-9_.-]}
 * @param id id within the type: 1 to {@value #MAX_ID_LENGTH} characters, without control characters
 */
public record ChangeKey(String type, String id) {

    /** Most characters of an id. The text form of the longest key has 255. */
    public static final int MAX_ID_LENGTH = 190;

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    /** No control characters, and no halves of surrogate pairs: neither has a place in every database. */
    private static final Pattern ID = Pattern.compile("[^\\p{Cc}\\p{Cs}]+");

    public ChangeKey {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "The type of a key must be 1 to 64 characters of [A-Za-z0-9_.-], but has %d"
                            .formatted(type.length()));
        }
        if (id.length() > MAX_ID_LENGTH || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "The id of a key must be 1 to %d characters, none of them a control character, but has %d"
                            .formatted(MAX_ID_LENGTH, id.length()));
        }
    }

    /**
     * Reads a key from its text form {@code type:id}. The type ends at the first colon; an id may hold more.
     *
     * @throws IllegalArgumentException if the text has any other form
     */
    public static ChangeKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("A key must have the form type:id");
        }
        return new ChangeKey(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Returns the text form {@code type:id}. */
    @Override
    public String toString() {
        return type + ":" + id;
    }
}
