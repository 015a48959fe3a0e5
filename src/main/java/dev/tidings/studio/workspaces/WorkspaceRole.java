package dev.tidings.studio.workspaces;

import java.util.Locale;

/** What a member may do in a workspace; each role includes the ones before it. */
public enum WorkspaceRole {
    VIEWER,
    EDITOR,
    OWNER;

    static WorkspaceRole of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean includes(WorkspaceRole other) {
        return compareTo(other) >= 0;
    }

    /** Returns the role as clients write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
