package dev.tidings.http;

import java.util.regex.Pattern;

/** The form of the ids that resources get when they are created: a UUID in lower case. */
public final class ResourceId {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ResourceId() {}

    /** Returns whether there can be a resource with this id; databases refuse some other strings. */
    public static boolean isWellFormed(String id) {
        return FORM.matcher(id).matches();
    }
}
