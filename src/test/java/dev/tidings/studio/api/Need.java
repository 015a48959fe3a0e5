package dev.tidings.studio.api;

/** What somebody has to be to do something with a thing of somebody else. */
enum Need {
    VIEWER,
    EDITOR,
    OWNER,
    /** Who created it; others who see it must not. */
    CREATOR,
    /** Nobody else even sees it. */
    ALONE;

    /** Returns the status that a member with that role is refused with, {@code 0} if not refused. */
    int refusalOf(Need role) {
        if (this == ALONE) {
            return 404;
        }
        return role.compareTo(this) >= 0 ? 0 : 403;
    }
}
