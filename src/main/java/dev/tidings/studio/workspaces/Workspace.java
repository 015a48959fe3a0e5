package dev.tidings.studio.workspaces;

import java.time.Instant;
import java.util.regex.Pattern;

/** A workspace at one version. */
record Workspace(String id, String name, long version, Instant createdAt, Instant updatedAt) {

    static final String TYPE = "workspace";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Returns whether there can be a workspace with this id; databases refuse some other strings. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    static Workspace created(String id, String name, Instant now) {
        return new Workspace(id, name, 1, now, now);
    }

    Workspace renamed(String newName, Instant now) {
        return new Workspace(id, newName, version + 1, createdAt, now);
    }

    /** Returns the entity tag, without quotes. */
    String etag() {
        return Long.toString(version);
    }
}
