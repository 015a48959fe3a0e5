package dev.tidings.studio.threads;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import dev.tidings.studio.workspaces.VisibleScopes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of threads. */
@Component
final class ThreadRepository {

    private final JdbcClient jdbc;
    private final PageQuery pages;

    ThreadRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    Optional<DiscussionThread> find(String id) {
        return jdbc.sql("select * from thread where id = :id")
                .param("id", id)
                .query((row, _) -> thread(row))
                .optional();
    }

    /** Finds a thread and locks its row until the transaction ends. */
    Optional<DiscussionThread> lock(String id) {
        return jdbc.sql("select * from thread where id = :id for update")
                .param("id", id)
                .query((row, _) -> thread(row))
                .optional();
    }

    /** Reads a page of the threads that a user may see, newest first, and one thread more if there is one. */
    List<DiscussionThread> readVisible(VisibleScopes scopes, @Nullable Place after, int limit) {
        return pages.read(
                "select * from thread where " + scopes.condition("author"),
                scopes.parameters(),
                after,
                limit,
                (row, _) -> thread(row));
    }

    List<DiscussionThread> readIn(String workspaceId) {
        return jdbc.sql("select * from thread where workspace_id = :id order by created_at, id")
                .param("id", workspaceId)
                .query((row, _) -> thread(row))
                .list();
    }

    void insert(DiscussionThread thread) {
        jdbc.sql("""
                insert into thread (id, title, author, workspace_id, version, created_at, updated_at)
                values (:id, :title, :author, :workspaceId, :version, :createdAt, :updatedAt)
                """)
                .param("id", thread.id())
                .param("title", thread.title())
                .param("author", thread.author())
                .param("workspaceId", thread.workspaceId())
                .param("version", thread.version())
                .param("createdAt", utc(thread.createdAt()))
                .param("updatedAt", utc(thread.updatedAt()))
                .update();
    }

    /** Writes the next version of a thread whose row is locked. */
    void update(DiscussionThread thread) {
        jdbc.sql("update thread set title = :title, version = :version, updated_at = :updatedAt where id = :id")
                .param("title", thread.title())
                .param("version", thread.version())
                .param("updatedAt", utc(thread.updatedAt()))
                .param("id", thread.id())
                .update();
    }

    /** Deletes a thread and its messages. */
    void delete(String id) {
        jdbc.sql("delete from thread where id = :id").param("id", id).update();
    }

    private static DiscussionThread thread(ResultSet row) throws SQLException {
        return new DiscussionThread(
                row.getString("id"),
                row.getString("title"),
                row.getString("author"),
                row.getString("workspace_id"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
