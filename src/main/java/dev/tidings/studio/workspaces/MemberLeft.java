package dev.tidings.studio.workspaces;

/**
 * Published in the transaction in which a user ceases to be a member: whoever keeps something in workspaces tells
 * the user that it is gone for them.
 */
public record MemberLeft(String workspaceId, String user) {}
