package dev.tidings.studio.notifications;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import dev.tidings.studio.notifications.Notification.Subject;
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

/** The rows of notifications. */
@Component
final class NotificationRepository {

    private final JdbcClient jdbc;
    private final PageQuery pages;

    NotificationRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    /** Finds a notification and locks its row until the transaction ends. */
    Optional<Notification> lock(String id) {
        return jdbc.sql("select * from notification where id = :id for update")
                .param("id", id)
                .query((row, _) -> notification(row))
                .optional();
    }

    /** Reads a page of a user's notifications, newest first, and one more if there is one. */
    List<Notification> readOf(String user, @Nullable Place after, int limit) {
        return pages.read(
                "select * from notification where recipient = :user",
                Map.of("user", user),
                after,
                limit,
                (row, _) -> notification(row));
    }

    /** Reads some of the notifications of all users that are older. */
    List<Notification> readOlderThan(Instant time, int limit) {
        return jdbc.sql("select * from notification where created_at < :time order by created_at, id limit :rows")
                .param("time", utc(time))
                .param("rows", limit)
                .query((row, _) -> notification(row))
                .list();
    }

    void insert(Notification notification) {
        jdbc.sql("""
                insert into notification (id, recipient, kind, text, about_type, about_id, is_read, version, created_at)
                values (:id, :user, :kind, :text, :aboutType, :aboutId, :read, :version, :createdAt)
                """)
                .param("id", notification.id())
                .param("user", notification.user())
                .param("kind", notification.kind())
                .param("text", notification.text())
                .param("aboutType", notification.about().type())
                .param("aboutId", notification.about().id())
                .param("read", notification.read())
                .param("version", notification.version())
                .param("createdAt", utc(notification.createdAt()))
                .update();
    }

    /** Writes the next version of a notification whose row is locked. */
    void update(Notification notification) {
        jdbc.sql("update notification set is_read = :read, version = :version where id = :id")
                .param("read", notification.read())
                .param("version", notification.version())
                .param("id", notification.id())
                .update();
    }

    /** Deletes a notification and returns whether it was there. */
    boolean delete(String id) {
        return jdbc.sql("delete from notification where id = :id")
                        .param("id", id)
                        .update()
                > 0;
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString("id"),
                row.getString("recipient"),
                row.getString("kind"),
                row.getString("text"),
                new Subject(row.getString("about_type"), row.getString("about_id")),
                row.getBoolean("is_read"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
