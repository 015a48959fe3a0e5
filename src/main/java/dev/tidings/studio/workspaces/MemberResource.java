package dev.tidings.studio.workspaces;

/**
 * A member as clients see it, in answers and in changes alike.
 *
 * @param id name of the member; it is unique within the workspace only
 */
record MemberResource(String id, String workspaceId, String role) {

    static MemberResource of(Member member) {
        return new MemberResource(
                member.user(), member.workspaceId(), member.role().word());
    }
}
