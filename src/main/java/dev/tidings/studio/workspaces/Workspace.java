package dev.tidings.studio.workspaces;

import java.time.Instant;

/** A workspace at one version. */
record Workspace(String id, String name, long version, Instant createdAt, Instant updatedAt) {

    static final String TYPE = "workspace";

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
