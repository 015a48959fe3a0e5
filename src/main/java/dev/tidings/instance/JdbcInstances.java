package dev.tidings.instance;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The instances that have an entry in the database.
 *
 * <p>Registers before anything that an instance may own is started, and leaves after it was stopped. The
 * clock of the database decides who is alive, so the clocks of the machines need not agree. The heartbeat
 * has a thread of its own: no slow task can make this instance look dead.
 */
final class JdbcInstances implements Instances, SmartLifecycle {

    /** Starts first and stops last, after those who ask for {@link #self()}. */
    static final int PHASE = Integer.MIN_VALUE + 1_000;

    /** Expiries after which the entry of an instance that never came back is removed. */
    private static final int EXPIRIES_KEPT = 20;

    private static final Logger log = LoggerFactory.getLogger(JdbcInstances.class);

    private final String self;
    private final JdbcClient jdbc;
    private final InstanceProperties properties;
    private final RepeatedTask heartbeats;

    JdbcInstances(String self, JdbcClient jdbc, InstanceProperties properties) {
        this.self = self;
        this.jdbc = jdbc;
        this.properties = properties;
        this.heartbeats = new RepeatedTask("instance-heartbeat", properties.heartbeatInterval(), this::heartbeat);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Set<String> alive() {
        var alive = new HashSet<>(jdbc.sql("""
                select id from instance
                where heartbeat_at > current_timestamp - cast(:millis as bigint) * interval '0.001' second
                """)
                .param("millis", properties.expiry().toMillis())
                .query(String.class)
                .list());
        alive.add(self);
        return alive;
    }

    @Override
    public void start() {
        renew();
        heartbeats.start();
        log.info("Registered instance id={}", self);
    }

    @Override
    public void stop() {
        heartbeats.stop();
        try {
            jdbc.sql("delete from instance where id = :id").param("id", self).update();
        } catch (DataAccessException ex) {
            log.warn("Could not remove the entry of this instance; it expires id={}", self, ex);
        }
    }

    @Override
    public boolean isRunning() {
        return heartbeats.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Renews the entry, and makes it anew if the others have given this instance up meanwhile. */
    void renew() {
        if (touch() > 0) {
            return;
        }
        try {
            jdbc.sql("""
                    insert into instance (id, started_at, heartbeat_at)
                    values (:id, current_timestamp, current_timestamp)
                    """).param("id", self).update();
        } catch (DuplicateKeyException ex) {
            touch();
        }
    }

    void removeLongDead() {
        jdbc.sql("""
                delete from instance
                where heartbeat_at < current_timestamp - cast(:millis as bigint) * interval '0.001' second
                """)
                .param("millis", EXPIRIES_KEPT * properties.expiry().toMillis())
                .update();
    }

    private int touch() {
        return jdbc.sql("update instance set heartbeat_at = current_timestamp where id = :id")
                .param("id", self)
                .update();
    }

    private void heartbeat() {
        renew();
        removeLongDead();
    }
}
