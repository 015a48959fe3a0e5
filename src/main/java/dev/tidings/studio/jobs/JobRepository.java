package dev.tidings.studio.jobs;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import dev.tidings.studio.jobs.Job.Order;
import dev.tidings.studio.jobs.Job.Result;
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

/** The rows of jobs. */
@Component
final class JobRepository {

    private static final List<String> UNFINISHED = List.of(JobStatus.QUEUED.name(), JobStatus.RUNNING.name());

    private final JdbcClient jdbc;
    private final PageQuery pages;

    JobRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    Optional<Job> find(String id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query((row, _) -> job(row))
                .optional();
    }

    /** Finds a job and locks its row until the transaction ends. */
    Optional<Job> lock(String id) {
        return jdbc.sql("select * from job where id = :id for update")
                .param("id", id)
                .query((row, _) -> job(row))
                .optional();
    }

    /** Reads a page of a user's jobs, newest first, and one job more if there is one. */
    List<Job> readOf(String owner, @Nullable Place after, int limit) {
        return pages.read(
                "select * from job where owner = :owner", Map.of("owner", owner), after, limit, (row, _) -> job(row));
    }

    /** Reads the jobs that have not come to an end, of all users and instances. */
    List<Job> readUnfinished() {
        return jdbc.sql("select * from job where status in (:unfinished)")
                .param("unfinished", UNFINISHED)
                .query((row, _) -> job(row))
                .list();
    }

    int countUnfinished(String owner) {
        return jdbc.sql("select count(*) from job where owner = :owner and status in (:unfinished)")
                .param("owner", owner)
                .param("unfinished", UNFINISHED)
                .query(Integer.class)
                .single();
    }

    void insert(Job job) {
        jdbc.sql("""
                insert into job (id, kind, asset_id, asset_name, owner, status, bytes_done, instance_id, version,
                    created_at, updated_at)
                values (:id, :kind, :assetId, :assetName, :owner, :status, 0, :instanceId, :version, :createdAt, :updatedAt)
                """)
                .param("id", job.id())
                .param("kind", job.order().kind())
                .param("assetId", job.order().assetId())
                .param("assetName", job.order().assetName())
                .param("owner", job.order().owner())
                .param("status", job.status().name())
                .param("instanceId", job.instanceId())
                .param("version", job.version())
                .param("createdAt", utc(job.createdAt()))
                .param("updatedAt", utc(job.updatedAt()))
                .update();
    }

    /** Writes the next version of a job whose row is locked. */
    void update(Job job) {
        Result result = job.result();
        jdbc.sql("""
                update job set status = :status, bytes_done = :bytesDone, bytes_total = :bytesTotal,
                    result_sha256 = :sha256, result_files = :files, error = :error, version = :version,
                    updated_at = :updatedAt
                where id = :id
                """)
                .param("status", job.status().name())
                .param("bytesDone", job.bytesDone())
                .param("bytesTotal", job.bytesTotal())
                .param("sha256", result == null ? null : result.sha256())
                .param("files", result == null ? null : result.files())
                .param("error", job.error())
                .param("version", job.version())
                .param("updatedAt", utc(job.updatedAt()))
                .param("id", job.id())
                .update();
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                new Order(
                        row.getString("owner"),
                        row.getString("kind"),
                        row.getString("asset_id"),
                        row.getString("asset_name")),
                JobStatus.valueOf(row.getString("status")),
                row.getLong("bytes_done"),
                row.getObject("bytes_total", Long.class),
                result(row),
                row.getString("error"),
                row.getString("instance_id"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Result result(ResultSet row) throws SQLException {
        String sha256 = row.getString("result_sha256");
        return sha256 == null ? null : new Result(sha256, row.getLong("result_files"), row.getLong("bytes_done"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
