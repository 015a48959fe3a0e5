package dev.tidings.studio.executions;

import dev.tidings.studio.executions.NodeRun.Output;
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

/** The rows of the nodes of executions, and of what was said about them. Whoever writes one locks the execution first. */
@Component
final class NodeRunRepository {

    private final JdbcClient jdbc;

    NodeRunRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads the nodes of an execution in the order of the graph. */
    List<NodeRun> readOf(String executionId) {
        return jdbc.sql("select * from node_execution where execution_id = :id order by position")
                .param("id", executionId)
                .query((row, _) -> run(row))
                .list();
    }

    Optional<NodeRun> find(String executionId, String nodeId) {
        return jdbc.sql("select * from node_execution where execution_id = :id and node_id = :nodeId")
                .param("id", executionId)
                .param("nodeId", nodeId)
                .query((row, _) -> run(row))
                .optional();
    }

    void insert(NodeRun run) {
        jdbc.sql("""
                insert into node_execution (id, execution_id, position, node_id, node_name, status, cpu_nanos, bytes_in,
                    bytes_out)
                values (:id, :executionId, :position, :nodeId, :nodeName, :status, 0, 0, 0)
                """)
                .param("id", run.id())
                .param("executionId", run.executionId())
                .param("position", run.position())
                .param("nodeId", run.nodeId())
                .param("nodeName", run.nodeName())
                .param("status", run.status().name())
                .update();
    }

    void update(NodeRun run) {
        Output output = run.output();
        jdbc.sql("""
                update node_execution set status = :status, message = :message, output_type = :type,
                    output_bytes = :bytes, output_preview = :preview, cpu_nanos = :cpuNanos, bytes_in = :bytesIn,
                    bytes_out = :bytesOut, started_at = :startedAt, ended_at = :endedAt
                where id = :id
                """)
                .param("status", run.status().name())
                .param("message", run.message())
                .param("type", output == null ? null : output.contentType())
                .param("bytes", output == null ? null : output.bytes())
                .param("preview", output == null ? null : output.preview())
                .param("cpuNanos", run.usage().cpuNanos())
                .param("bytesIn", run.usage().bytesIn())
                .param("bytesOut", run.usage().bytesOut())
                .param("startedAt", utc(run.startedAt()))
                .param("endedAt", utc(run.endedAt()))
                .param("id", run.id())
                .update();
    }

    /**
     * Reads what was said about an execution, in order.
     *
     * @param after number that the lines come after
     */
    List<LogLine> readLines(String executionId, int after, int limit) {
        return jdbc.sql("""
                        select * from execution_log where execution_id = :id and number > :after
                        order by number limit :rows
                        """)
                .param("id", executionId)
                .param("after", after)
                .param("rows", limit)
                .query((row, _) -> line(row))
                .list();
    }

    /** Returns how many lines there are. */
    int countLines(String executionId) {
        return jdbc.sql("select count(*) from execution_log where execution_id = :id")
                .param("id", executionId)
                .query(Integer.class)
                .single();
    }

    void insert(String executionId, LogLine line) {
        jdbc.sql("""
                insert into execution_log (execution_id, number, node_id, severity, content, created_at)
                values (:executionId, :number, :nodeId, :severity, :content, :createdAt)
                """)
                .param("executionId", executionId)
                .param("number", line.number())
                .param("nodeId", line.nodeId())
                .param("severity", line.severity())
                .param("content", line.content())
                .param("createdAt", utc(line.timestamp()))
                .update();
    }

    private static NodeRun run(ResultSet row) throws SQLException {
        return new NodeRun(
                row.getString("id"),
                row.getString("execution_id"),
                row.getInt("position"),
                row.getString("node_id"),
                row.getString("node_name"),
                NodeStatus.valueOf(row.getString("status")),
                row.getString("message"),
                output(row),
                usage(row),
                instant(row, "started_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Output output(ResultSet row) throws SQLException {
        String type = row.getString("output_type");
        return type == null ? null : new Output(type, row.getLong("output_bytes"), row.getString("output_preview"));
    }

    static Usage usage(ResultSet row) throws SQLException {
        return new Usage(row.getLong("cpu_nanos"), row.getLong("bytes_in"), row.getLong("bytes_out"));
    }

    private static LogLine line(ResultSet row) throws SQLException {
        return new LogLine(
                row.getInt("number"),
                row.getString("node_id"),
                row.getString("severity"),
                row.getString("content"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
