package dev.tidings.studio.workspaces;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that say who is a member of a workspace. */
@Component
final class MemberRepository {

    private final JdbcClient jdbc;

    MemberRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads the members of a workspace, in the order of names. */
    List<Member> readOf(String workspaceId) {
        return jdbc.sql(
                        "select workspace_id, member, role from workspace_member where workspace_id = :id order by member")
                .param("id", workspaceId)
                .query((row, _) -> member(row))
                .list();
    }

    Optional<Member> find(String workspaceId, String user) {
        return jdbc.sql(
                        "select workspace_id, member, role from workspace_member where workspace_id = :id and member = :user")
                .param("id", workspaceId)
                .param("user", user)
                .query((row, _) -> member(row))
                .optional();
    }

    void insert(Member member) {
        jdbc.sql("insert into workspace_member (workspace_id, member, role) values (:id, :user, :role)")
                .param("id", member.workspaceId())
                .param("user", member.user())
                .param("role", member.role().name())
                .update();
    }

    /** Reads the version of the rights with which a user became a member, zero for who is none. */
    long readRightsVersion(String workspaceId, String user) {
        return jdbc.sql("select rights_version from workspace_member where workspace_id = :id and member = :user")
                .param("id", workspaceId)
                .param("user", user)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void writeRightsVersion(Member member, long version) {
        jdbc.sql("update workspace_member set rights_version = :version where workspace_id = :id and member = :user")
                .param("version", version)
                .param("id", member.workspaceId())
                .param("user", member.user())
                .update();
    }

    void update(Member member) {
        jdbc.sql("update workspace_member set role = :role where workspace_id = :id and member = :user")
                .param("role", member.role().name())
                .param("id", member.workspaceId())
                .param("user", member.user())
                .update();
    }

    void delete(Member member) {
        jdbc.sql("delete from workspace_member where workspace_id = :id and member = :user")
                .param("id", member.workspaceId())
                .param("user", member.user())
                .update();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("workspace_id"), row.getString("member"), WorkspaceRole.valueOf(row.getString("role")));
    }
}
