package dev.tidings.changelog;

import dev.tidings.changelog.ChangeLogProperties.RetentionProperties;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes entries that are too old or too many, from the beginning of their stream on, so that what stays
 * has no gaps. Entries that are not published stay, and so does the head.
 */
final class Retention {

    private static final Logger logger = LoggerFactory.getLogger(Retention.class);
    /** Rows removed by one statement, to keep its locks and its log record small. */
    private static final int CHUNK = 5_000;

    private final JdbcClient jdbc;
    private final PublicationLease lease;
    private final RetentionProperties properties;
    private final Clock clock;

    Retention(JdbcClient jdbc, PublicationLease lease, RetentionProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.lease = lease;
        this.properties = properties;
        this.clock = clock;
    }

    /** Removes what is due, if this instance holds the lease; the others would only do the same again. */
    void run() {
        if (lease.isHeld()) {
            removeDue();
        }
    }

    void removeDue() {
        long published = number("select entry_id from change_publication");
        long removed = removeOld(published);
        for (var due : tooMany().entrySet()) {
            removed += removeFirst(due.getKey(), due.getValue(), published);
        }
        // An instance that missed one of these asks about everybody.
        jdbc.sql("delete from rights_change where changed_at < ?")
                .param(clock.instant().minus(properties.age()).atOffset(ZoneOffset.UTC))
                .update();
        if (removed > 0) {
            logger.debug("Removed entries by retention count={}", removed);
        }
    }

    /** Removes by id, which keeps the order of every stream, up to the first entry that is young enough. */
    private long removeOld(long published) {
        long firstKept = number(
                "select coalesce(min(id), 9223372036854775807) from change_entry where created_at >= ?",
                clock.instant().minus(properties.age()).atOffset(ZoneOffset.UTC));
        return removeInChunks(
                "delete from change_entry where id in (select id from change_entry where id <= ? order by id limit ?)",
                Math.min(published, firstKept - 1),
                CHUNK);
    }

    private long removeFirst(long stream, long lastDue, long published) {
        return removeInChunks(
                "delete from change_entry where stream_id = ? and sequence in (select sequence from change_entry"
                        + " where stream_id = ? and sequence <= ? and id <= ? order by sequence limit ?)",
                stream,
                stream,
                lastDue,
                published,
                CHUNK);
    }

    private Map<Long, Long> tooMany() {
        var lastDue = new HashMap<Long, Long>();
        jdbc.sql("select s.id, s.head - :count as last_due from change_stream s where exists"
                        + " (select 1 from change_entry e where e.stream_id = s.id and e.sequence <= s.head - :count)")
                .param("count", properties.count())
                .query((RowCallbackHandler) row -> lastDue.put(row.getLong("id"), row.getLong("last_due")));
        return lastDue;
    }

    private long number(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    private long removeInChunks(String sql, Object... parameters) {
        long removed = 0;
        int count;
        do {
            count = jdbc.sql(sql).params(parameters).update();
            removed += count;
        } while (count == CHUNK);
        return removed;
    }
}
