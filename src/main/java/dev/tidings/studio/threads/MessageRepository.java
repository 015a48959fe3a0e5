package dev.tidings.studio.threads;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of messages. */
@Component
final class MessageRepository {

    private final JdbcClient jdbc;
    private final PageQuery pages;

    MessageRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    Optional<ThreadMessage> find(String threadId, String id) {
        return jdbc.sql("select * from thread_message where thread_id = :threadId and id = :id")
                .param("threadId", threadId)
                .param("id", id)
                .query((row, _) -> message(row))
                .optional();
    }

    /** Reads a page of the messages of a thread, newest first, and one message more if there is one. */
    List<ThreadMessage> readOf(String threadId, @Nullable Place after, int limit) {
        return pages.read(
                "select * from thread_message where thread_id = :threadId",
                Map.of("threadId", threadId),
                after,
                limit,
                (row, _) -> message(row));
    }

    void insert(ThreadMessage message) {
        jdbc.sql("""
                insert into thread_message (id, thread_id, author, text, version, created_at, updated_at)
                values (:id, :threadId, :author, :text, :version, :createdAt, :updatedAt)
                """)
                .param("id", message.id())
                .param("threadId", message.threadId())
                .param("author", message.author())
                .param("text", message.text())
                .param("version", message.version())
                .param("createdAt", utc(message.createdAt()))
                .param("updatedAt", utc(message.updatedAt()))
                .update();
    }

    /** Writes the next version of a message whose thread is locked. */
    void update(ThreadMessage message) {
        jdbc.sql("update thread_message set text = :text, version = :version, updated_at = :updatedAt where id = :id")
                .param("text", message.text())
                .param("version", message.version())
                .param("updatedAt", utc(message.updatedAt()))
                .param("id", message.id())
                .update();
    }

    void delete(String id) {
        jdbc.sql("delete from thread_message where id = :id").param("id", id).update();
    }

    private static ThreadMessage message(ResultSet row) throws SQLException {
        return new ThreadMessage(
                row.getString("id"),
                row.getString("thread_id"),
                row.getString("author"),
                row.getString("text"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
