package dev.tidings.studio.workspaces;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of workspaces. */
@Component
final class WorkspaceRepository {

    private final JdbcClient jdbc;

    WorkspaceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Workspace> find(String id) {
        return jdbc.sql("select * from workspace where id = :id")
                .param("id", id)
                .query((row, _) -> workspace(row))
                .optional();
    }

    /** Finds a workspace and locks its row until the transaction ends. */
    Optional<Workspace> lock(String id) {
        return jdbc.sql("select * from workspace where id = :id for update")
                .param("id", id)
                .query((row, _) -> workspace(row))
                .optional();
    }

    /** Reads the workspaces of a member, in the order of names. */
    List<Workspace> readOf(String user) {
        return jdbc.sql("""
                select w.* from workspace w join workspace_member m on m.workspace_id = w.id
                where m.member = :user order by w.name, w.id
                """)
                .param("user", user)
                .query((row, _) -> workspace(row))
                .list();
    }

    void insert(Workspace workspace) {
        jdbc.sql("""
                insert into workspace (id, name, version, created_at, updated_at)
                values (:id, :name, :version, :createdAt, :updatedAt)
                """)
                .param("id", workspace.id())
                .param("name", workspace.name())
                .param("version", workspace.version())
                .param("createdAt", utc(workspace.createdAt()))
                .param("updatedAt", utc(workspace.updatedAt()))
                .update();
    }

    /** Writes the next version of a workspace whose row is locked. */
    void update(Workspace workspace) {
        jdbc.sql("update workspace set name = :name, version = :version, updated_at = :updatedAt where id = :id")
                .param("name", workspace.name())
                .param("version", workspace.version())
                .param("updatedAt", utc(workspace.updatedAt()))
                .param("id", workspace.id())
                .update();
    }

    /** Deletes a workspace and its members. */
    void delete(String id) {
        jdbc.sql("delete from workspace where id = :id").param("id", id).update();
    }

    private static Workspace workspace(ResultSet row) throws SQLException {
        return new Workspace(
                row.getString("id"),
                row.getString("name"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
