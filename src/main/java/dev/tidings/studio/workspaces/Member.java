package dev.tidings.studio.workspaces;

/** Who is a member of a workspace, and as what. */
record Member(String workspaceId, String user, WorkspaceRole role) {

    static final String TYPE = "workspace_member";
}
