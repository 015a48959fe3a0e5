package dev.tidings.studio.workspaces;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Announces what happens to workspaces and their members. */
@Component
final class WorkspaceChanges {

    /** Name of the topics of workspaces, and of each user's queue of workspaces. */
    static final String DESTINATION = "workspaces";

    private final ChangeLog changes;

    WorkspaceChanges(ChangeLog changes) {
        this.changes = changes;
    }

    void created(Workspace workspace, String owner) {
        changes.announce(
                ResourceChange.created(Workspace.TYPE, WorkspaceResource.of(workspace)), List.of(queue(owner)));
    }

    void renamed(Workspace workspace, List<Member> members) {
        changes.announce(
                ResourceChange.updated(Workspace.TYPE, WorkspaceResource.of(workspace)),
                everywhere(workspace.id(), members));
    }

    void deleted(Workspace workspace, List<Member> members) {
        changes.announce(
                ResourceChange.deleted(Workspace.TYPE, Map.of("id", workspace.id())),
                everywhere(workspace.id(), members));
    }

    void joined(Workspace workspace, Member member) {
        changes.announce(Map.of(
                topic(workspace.id()),
                ResourceChange.created(Member.TYPE, MemberResource.of(member)),
                queue(member.user()),
                ResourceChange.created(Workspace.TYPE, WorkspaceResource.of(workspace))));
    }

    void roleChanged(Workspace workspace, Member member) {
        changes.announce(Map.of(
                topic(workspace.id()),
                ResourceChange.updated(Member.TYPE, MemberResource.of(member)),
                queue(member.user()),
                ResourceChange.updated(Workspace.TYPE, WorkspaceResource.of(workspace))));
    }

    void left(Member member) {
        changes.announce(Map.of(
                topic(member.workspaceId()),
                ResourceChange.deleted(Member.TYPE, new GoneMember(member.user(), member.workspaceId())),
                queue(member.user()),
                ResourceChange.deleted(Workspace.TYPE, Map.of("id", member.workspaceId()))));
    }

    private static List<Destination> everywhere(String workspaceId, List<Member> members) {
        var all = new ArrayList<Destination>();
        all.add(topic(workspaceId));
        members.forEach(member -> all.add(queue(member.user())));
        return all;
    }

    static Topic topic(String workspaceId) {
        return new Topic(DESTINATION, workspaceId);
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, DESTINATION);
    }

    /** What is left of a member: enough to find it in a list. */
    private record GoneMember(String id, String workspaceId) {}
}
