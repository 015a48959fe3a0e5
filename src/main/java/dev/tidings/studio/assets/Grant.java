package dev.tidings.studio.assets;

/**
 * Access to a folder and all below it, given by its owner.
 *
 * @param grantee name of the user it was given to
 */
record Grant(String folderId, String grantee, Role role) {}
