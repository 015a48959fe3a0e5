package dev.tidings.studio.workspaces;

/**
 * Published in the transaction in which a user becomes a member: whoever keeps something in workspaces tells the
 * user of what there is.
 */
public record MemberJoined(String workspaceId, String workspaceName, String user) {}
