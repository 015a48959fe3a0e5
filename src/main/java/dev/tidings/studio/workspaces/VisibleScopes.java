package dev.tidings.studio.workspaces;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scopes whose things a user may see, as a condition on rows with a {@code workspace_id} and a user. */
public final class VisibleScopes {

    private final String user;
    private final List<String> workspaces;

    VisibleScopes(String user, List<String> workspaces) {
        this.user = user;
        this.workspaces = List.copyOf(workspaces);
    }

    /**
     * Returns an SQL condition with the parameters {@link #parameters()}.
     *
     * @param userColumn column with the name of whom a row without workspace belongs to
     */
    public String condition(String userColumn) {
        String own = "(workspace_id is null and %s = :user)".formatted(userColumn);
        return workspaces.isEmpty() ? own : "(%s or workspace_id in (:workspaces))".formatted(own);
    }

    /** Returns the parameters of the condition by name, to which further ones may be added. */
    public Map<String, Object> parameters() {
        return new HashMap<>(Map.of("user", user, "workspaces", workspaces));
    }
}
