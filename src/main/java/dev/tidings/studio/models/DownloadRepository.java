package dev.tidings.studio.models;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import dev.tidings.studio.models.Download.Order;
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

/** The rows of downloads. */
@Component
final class DownloadRepository {

    private static final List<String> UNFINISHED =
            List.of(DownloadStatus.PENDING.name(), DownloadStatus.RUNNING.name());

    private final JdbcClient jdbc;
    private final PageQuery pages;

    DownloadRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    Optional<Download> find(String id) {
        return jdbc.sql("select * from download where id = :id")
                .param("id", id)
                .query((row, _) -> download(row))
                .optional();
    }

    /** Finds a download and locks its row until the transaction ends. */
    Optional<Download> lock(String id) {
        return jdbc.sql("select * from download where id = :id for update")
                .param("id", id)
                .query((row, _) -> download(row))
                .optional();
    }

    /** Reads a page of a user's downloads, newest first, and one more if there is one. */
    List<Download> readOf(String owner, @Nullable Place after, int limit) {
        return pages.read(
                "select * from download where owner = :owner",
                Map.of("owner", owner),
                after,
                limit,
                (row, _) -> download(row));
    }

    /** Reads the downloads that have not come to an end, of all users and instances. */
    List<Download> readUnfinished() {
        return jdbc.sql("select * from download where status in (:unfinished)")
                .param("unfinished", UNFINISHED)
                .query((row, _) -> download(row))
                .list();
    }

    int countUnfinished(String owner) {
        return jdbc.sql("select count(*) from download where owner = :owner and status in (:unfinished)")
                .param("owner", owner)
                .param("unfinished", UNFINISHED)
                .query(Integer.class)
                .single();
    }

    void insert(Download download) {
        jdbc.sql("""
                insert into download (id, owner, repo_id, url, expected_sha256, status, downloaded_bytes, instance_id,
                    attempt, version, created_at, updated_at)
                values (:id, :owner, :repoId, :url, :sha256, :status, 0, :instanceId, :attempt, :version, :createdAt,
                    :updatedAt)
                """)
                .param("id", download.id())
                .param("owner", download.order().owner())
                .param("repoId", download.order().repoId())
                .param("url", download.order().url())
                .param("sha256", download.order().sha256())
                .param("status", download.status().name())
                .param("instanceId", download.instanceId())
                .param("attempt", download.attempt())
                .param("version", download.version())
                .param("createdAt", utc(download.createdAt()))
                .param("updatedAt", utc(download.updatedAt()))
                .update();
    }

    /** Writes the next version of a download whose row is locked. */
    void update(Download download) {
        jdbc.sql("""
                update download set status = :status, downloaded_bytes = :bytes, total_bytes = :total,
                    validator = :validator, error = :error, instance_id = :instanceId, attempt = :attempt,
                    version = :version, updated_at = :updatedAt
                where id = :id
                """)
                .param("status", download.status().name())
                .param("bytes", download.downloadedBytes())
                .param("total", download.totalBytes())
                .param("validator", download.validator())
                .param("error", download.error())
                .param("instanceId", download.instanceId())
                .param("attempt", download.attempt())
                .param("version", download.version())
                .param("updatedAt", utc(download.updatedAt()))
                .param("id", download.id())
                .update();
    }

    private static Download download(ResultSet row) throws SQLException {
        return new Download(
                row.getString("id"),
                new Order(
                        row.getString("owner"),
                        row.getString("repo_id"),
                        row.getString("url"),
                        row.getString("expected_sha256")),
                DownloadStatus.valueOf(row.getString("status")),
                row.getLong("downloaded_bytes"),
                row.getObject("total_bytes", Long.class),
                row.getString("validator"),
                row.getString("error"),
                row.getString("instance_id"),
                row.getInt("attempt"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
