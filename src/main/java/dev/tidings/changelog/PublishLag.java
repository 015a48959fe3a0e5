package dev.tidings.changelog;

import static java.util.Comparator.naturalOrder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long the oldest change has waited that is committed and not published. Every instance looks, so that it shows
 * also when nobody holds the lease.
 *
 * <p>Implementation note: a thread of its own reads every few seconds, because whoever asks for the gauge must not
 * wait for a database that is away. What was read too long ago is not given any more.
 */
final class PublishLag {

    /** Time between two readings. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger logger = LoggerFactory.getLogger(PublishLag.class);
    private static final Duration VALID = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Reading last;

    PublishLag(JdbcClient jdbc, PublicationLease lease, Clock clock, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("tidings.publish.lag", this, PublishLag::seconds)
                .baseUnit("seconds")
                .description("Age of the oldest change that is committed and not published, NaN if it cannot be read")
                .register(metrics);
        Gauge.builder("tidings.publication.lease", lease, held -> held.isHeld() ? 1 : 0)
                .description("Whether this instance holds the publication lease, 1 or 0")
                .register(metrics);
    }

    /** Reads, unless the database is away, which others log. */
    void look() {
        try {
            read();
        } catch (DataAccessException ex) {
            logger.debug("Could not read how far publishing has come", ex);
        }
    }

    /** Reads the first entry that is not published, and the first change that has no number yet. */
    void read() {
        List<Instant> waiting = jdbc.sql("(select created_at from change_entry"
                        + " where id > (select entry_id from change_publication) order by id limit 1)"
                        + " union all (select created_at from change_intake order by id limit 1)")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
        Instant now = clock.instant();
        last = new Reading(Duration.between(waiting.stream().min(naturalOrder()).orElse(now), now), now);
    }

    double seconds() {
        Reading reading = last;
        if (reading == null || reading.at().plus(VALID).isBefore(clock.instant())) {
            return Double.NaN;
        }
        // The clock of the instance that announced the change may be ahead of this one's.
        return Math.max(0, reading.lag().toMillis() / 1000.0);
    }

    /** What was read last, and when. */
    private record Reading(Duration lag, Instant at) {}
}
