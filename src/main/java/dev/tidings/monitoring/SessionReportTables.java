package dev.tidings.monitoring;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The reports of all instances. The clock of the database decides which of them count. */
@Component
final class SessionReportTables {

    private static final String COUNTING = """
            from session_report report
            join session_reporter reporter on reporter.instance_id = report.instance_id
            where reporter.reported_at > current_timestamp - cast(:expiry as bigint) * interval '0.001' second
                and (cast(:reader as varchar) is null or report.reader = :reader)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Duration expiry;

    SessionReportTables(JdbcClient jdbc, JdbcTemplate batches, MonitoringProperties properties) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.expiry = properties.expiry();
    }

    /** Forgets what an instance has reported, and lets it report anew. */
    void begin(String instance) {
        end(instance);
        jdbc.sql("insert into session_reporter (instance_id, reported_at) values (?, current_timestamp)")
                .param(instance)
                .update();
    }

    /** Says that what an instance has reported is still so, and returns whether it is still there. */
    boolean touch(String instance) {
        return jdbc.sql("update session_reporter set reported_at = current_timestamp where instance_id = ?")
                        .param(instance)
                        .update()
                > 0;
    }

    /** Removes the report of an instance. */
    void end(String instance) {
        jdbc.sql("delete from session_reporter where instance_id = ?")
                .param(instance)
                .update();
    }

    void removeSilentFor(Duration time) {
        jdbc.sql("""
                delete from session_reporter
                where reported_at < current_timestamp - cast(:millis as bigint) * interval '0.001' second
                """).param("millis", time.toMillis()).update();
    }

    void insert(String instance, Map<Attendance, Integer> counts) {
        batches.batchUpdate(
                "insert into session_report (instance_id, reader, room, sessions) values (?, ?, ?, ?)",
                counts.entrySet().stream()
                        .map(entry -> new Object[] {
                            instance, entry.getKey().reader(), entry.getKey().room(), entry.getValue()
                        })
                        .toList());
    }

    void update(String instance, Map<Attendance, Integer> counts) {
        batches.batchUpdate(
                "update session_report set sessions = ? where instance_id = ? and reader = ? and room = ?",
                counts.entrySet().stream()
                        .map(entry -> new Object[] {
                            entry.getValue(),
                            instance,
                            entry.getKey().reader(),
                            entry.getKey().room()
                        })
                        .toList());
    }

    void delete(String instance, Collection<Attendance> gone) {
        batches.batchUpdate(
                "delete from session_report where instance_id = ? and reader = ? and room = ?",
                gone.stream()
                        .map(attendance -> new Object[] {instance, attendance.reader(), attendance.room()})
                        .toList());
    }

    /** Counts sessions in the cluster: those of one user, or of all for {@code null}. */
    long countSessions(@Nullable String reader) {
        return counting("select coalesce(sum(report.sessions), 0) " + COUNTING + " and report.room = ''", reader)
                .query(Long.class)
                .single();
    }

    /** Counts the rooms in the cluster with a session of one user, or of anybody for {@code null}. */
    long countRooms(@Nullable String reader) {
        return counting("select count(distinct report.room) " + COUNTING + " and report.room <> ''", reader)
                .query(Long.class)
                .single();
    }

    /**
     * Reads the rooms of the cluster in the order of their addresses, each once.
     *
     * @param after address after which to start
     */
    List<String> readRooms(String after, int limit) {
        return counting(
                        "select distinct report.room " + COUNTING
                                + " and report.room > :after order by report.room limit :rows",
                        null)
                .param("after", after)
                .param("rows", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Returns whether the cluster has a session in a room. */
    boolean hasRoom(String room) {
        return counting("select count(*) " + COUNTING + " and report.room = :room", null)
                        .param("room", room)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private JdbcClient.StatementSpec counting(String sql, @Nullable String reader) {
        return jdbc.sql(sql).param("expiry", expiry.toMillis()).param("reader", reader);
    }
}
