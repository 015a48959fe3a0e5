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
        Map<Long, Long> lastDue = tooOld();
        tooMany().forEach((stream, sequence) -> lastDue.merge(stream, sequence, Math::max));
        Map<Long, Long> firstPending =
                sequences("select stream_id, min(sequence) as sequence from change_pending group by stream_id");
        long removed = 0;
        for (var due : lastDue.entrySet()) {
            long pending = firstPending.getOrDefault(due.getKey(), Long.MAX_VALUE);
            removed += remove(due.getKey(), Math.min(due.getValue(), pending - 1));
        }
        if (removed > 0) {
            logger.debug("Removed entries by retention count={}", removed);
        }
    }

    private Map<Long, Long> tooOld() {
        return sequences(
                "select stream_id, max(sequence) as sequence from change_entry where created_at < ? group by stream_id",
                clock.instant().minus(properties.age()).atOffset(ZoneOffset.UTC));
    }

    private Map<Long, Long> tooMany() {
        return sequences(
                "select id as stream_id, head - ? as sequence from change_stream s where exists"
                        + " (select 1 from change_entry e where e.stream_id = s.id and e.sequence <= s.head - ?)",
                properties.count(),
                properties.count());
    }

    private Map<Long, Long> sequences(String sql, Object... parameters) {
        var sequences = new HashMap<Long, Long>();
        jdbc.sql(sql).params(parameters).query((RowCallbackHandler)
                row -> sequences.put(row.getLong("stream_id"), row.getLong("sequence")));
        return sequences;
    }

    private long remove(long stream, long last) {
        long removed = 0;
        int count;
        do {
            count = jdbc.sql("delete from change_entry where stream_id = ? and sequence in (select sequence from"
                            + " change_entry where stream_id = ? and sequence <= ? order by sequence limit " + CHUNK
                            + ")")
                    .params(stream, stream, last)
                    .update();
            removed += count;
        } while (count == CHUNK);
        return removed;
    }
}
