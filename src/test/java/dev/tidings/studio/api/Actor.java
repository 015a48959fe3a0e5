package dev.tidings.studio.api;

import dev.tidings.support.Api;
import org.jspecify.annotations.Nullable;

/** Somebody who tries to do something with what alice created. */
enum Actor {
    CREATOR("alice", null),
    VIEWER("bob", Need.VIEWER),
    EDITOR("bob", Need.EDITOR),
    OWNER("bob", Need.OWNER),
    STRANGER("publisher", null),
    ADMIN("admin", null),
    ANONYMOUS("", null);

    private final String user;
    private final @Nullable Need role;

    Actor(String user, @Nullable Need role) {
        this.user = user;
        this.role = role;
    }

    /** Returns the role that this one has in alice's workspace, {@code null} if none. */
    @Nullable
    Need role() {
        return role;
    }

    Api on(int port) {
        return this == ANONYMOUS ? Api.on(port) : Api.on(port).as(user);
    }

    /** Returns the status that this one is refused with, {@code 0} if not refused. */
    int refusal(Need need) {
        return switch (this) {
            case CREATOR -> 0;
            case ANONYMOUS -> 401;
            case STRANGER, ADMIN -> 404;
            case VIEWER, EDITOR, OWNER -> role == null ? 404 : need.refusalOf(role);
        };
    }
}
