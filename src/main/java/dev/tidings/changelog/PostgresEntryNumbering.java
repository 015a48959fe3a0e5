package dev.tidings.changelog;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Numbers in the database, with one statement, so that no body travels to this process and back.
 *
 * <p>Implementation note: the intake is empty whenever PostgreSQL gathers its statistics, so the planner expects
 * one row and would join thousands with nested loops, for minutes.
 */
final class PostgresEntryNumbering implements EntryNumbering {

    /** Ends the transaction of an instance that was frozen in its midst: all others wait for it. */
    private static final String PREPARE =
            "set local enable_nestloop = off; set local idle_in_transaction_session_timeout = '5s'";

    private static final String NUMBER = """
            with taken as (
                delete from change_intake
                where id <= (select max(id) from (select id from change_intake order by id limit ?) oldest)
                returning id, routing_key, change_id, change_key, body, transaction_part, rights_announced, created_at
            ), counted as (
                select routing_key, count(*) as entries from taken group by routing_key
            ), advanced as (
                insert into change_stream as stream (routing_key, head)
                select routing_key, entries from counted
                on conflict (routing_key) do update set head = stream.head + excluded.head
                returning stream.id, stream.routing_key, stream.head
            )
            insert into change_entry
                (stream_id, sequence, change_id, change_key, body, transaction_part, rights_announced, created_at,
                rights_version)
            select advanced.id,
                   advanced.head - counted.entries
                       + row_number() over (partition by advanced.id order by taken.id),
                   taken.change_id, taken.change_key, taken.body, taken.transaction_part,
                   taken.rights_announced, taken.created_at,
                   (select version from rights_version)
            from taken join counted using (routing_key) join advanced using (routing_key)
            order by taken.id
            """;

    private final JdbcClient jdbc;

    PostgresEntryNumbering(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void prepare() {
        jdbc.sql(PREPARE).update();
    }

    @Override
    public int number(int limit) {
        return jdbc.sql(NUMBER).param(limit).update();
    }
}
