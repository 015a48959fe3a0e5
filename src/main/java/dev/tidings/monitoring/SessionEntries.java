package dev.tidings.monitoring;

import dev.tidings.instance.Instances;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sessions of all instances that are alive. */
@Component
final class SessionEntries {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Instances instances;

    SessionEntries(JdbcClient jdbc, JdbcTemplate batches, Instances instances) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.instances = instances;
    }

    /** Adds sessions as far as they are not there yet. */
    void insert(Collection<SessionResource> sessions) {
        batches.batchUpdate(
                """
                insert into session_entry (id, instance_id, reader, connected_at, address, user_agent, is_to_end)
                values (?, ?, ?, ?, ?, ?, false) on conflict do nothing
                """,
                sessions.stream()
                        .map(session -> new @Nullable Object[] {
                            session.id(),
                            session.instance(),
                            session.user(),
                            session.connectedAt().atOffset(ZoneOffset.UTC),
                            session.address(),
                            session.userAgent()
                        })
                        .toList());
    }

    void delete(Collection<String> ids) {
        batches.batchUpdate(
                "delete from session_entry where id = ?",
                ids.stream().map(id -> new Object[] {id}).toList());
    }

    /** Removes all sessions of an instance. */
    void deleteAll(String instance) {
        jdbc.sql("delete from session_entry where instance_id = ?")
                .param(instance)
                .update();
    }

    void deleteOfRemovedInstances() {
        jdbc.sql("delete from session_entry where instance_id not in (select id from instance)")
                .update();
    }

    /**
     * Reads sessions in the order of their ids.
     *
     * @param reader whose, of all users for {@code null}
     * @param after id after which to start
     */
    List<SessionResource> read(@Nullable String reader, String after, int limit) {
        return jdbc.sql("""
                select id, instance_id, reader, connected_at, address, user_agent from session_entry
                where instance_id in (:alive) and id > :after
                    and (cast(:reader as varchar) is null or reader = :reader)
                order by id limit :rows
                """)
                .param("alive", instances.alive())
                .param("after", after)
                .param("reader", reader)
                .param("rows", limit)
                .query((row, _) -> session(row))
                .list();
    }

    private static SessionResource session(ResultSet row) throws SQLException {
        return new SessionResource(
                row.getString("id"),
                row.getString("reader"),
                row.getObject("connected_at", OffsetDateTime.class).toInstant(),
                row.getString("address"),
                row.getString("user_agent"),
                row.getString("instance_id"));
    }

    /**
     * Has the instance that has a session end it, and returns whether there is one.
     *
     * @param reader whose it has to be, anybody's for {@code null}
     */
    boolean requestEnd(String id, @Nullable String reader) {
        return jdbc.sql("""
                update session_entry set is_to_end = true
                where id = :id and (cast(:reader as varchar) is null or reader = :reader)
                """).param("id", id).param("reader", reader).update() > 0;
    }

    /** Reads the ids of the sessions that an instance is to end. */
    List<String> readToEnd(String instance) {
        return jdbc.sql("select id from session_entry where instance_id = ? and is_to_end")
                .param(instance)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
