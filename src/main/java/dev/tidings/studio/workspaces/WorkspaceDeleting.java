package dev.tidings.studio.workspaces;

/**
 * Published in the transaction that deletes a workspace, before its members are gone: whoever keeps something in it
 * deletes that.
 */
public record WorkspaceDeleting(String workspaceId) {}
