package dev.tidings.changelog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease as an advisory lock of a session of its own: the database gives it up when that session ends.
 *
 * <p>After {@link #release()} the lease is left alone for a while, so that another instance can take it.
 */
final class PostgresPublicationLease implements PublicationLease {

    private static final Logger logger = LoggerFactory.getLogger(PostgresPublicationLease.class);
    /** "tidings" in ASCII. */
    private static final long LOCK = 0x74696469_6e6773L;

    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration ABSTENTION = Duration.ofSeconds(5);

    private final DirectConnections connections;
    private final Clock clock;
    private final Runnable whenTaken;
    private @Nullable Connection connection;
    private Instant nextCheck = Instant.MIN;
    private volatile boolean held;

    /**
     * Creates the lease.
     *
     * @param whenTaken called each time before the lease counts as taken, to look at the database anew
     */
    PostgresPublicationLease(DirectConnections connections, Clock clock, Runnable whenTaken) {
        this.connections = connections;
        this.clock = clock;
        this.whenTaken = whenTaken;
    }

    @Override
    public boolean hold() {
        Instant now = clock.instant();
        if (now.isBefore(nextCheck)) {
            return held;
        }
        nextCheck = now.plus(CHECK);
        try {
            held = held ? isAlive() : take();
        } catch (SQLException ex) {
            logger.warn("Lost the connection of the publication lease", ex);
            close();
        } catch (RuntimeException ex) {
            close();
            throw ex;
        }
        return held;
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public void release() {
        close();
        nextCheck = clock.instant().plus(ABSTENTION);
    }

    private boolean take() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = connections.open("lease");
            connection = current;
        }
        boolean taken = query(current, "select pg_try_advisory_lock(" + LOCK + ")");
        if (taken) {
            whenTaken.run();
            logger.info("Took the publication lease");
        }
        return taken;
    }

    private boolean isAlive() throws SQLException {
        return connection != null && query(connection, "select true");
    }

    private static boolean query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() && result.getBoolean(1);
        }
    }

    private void close() {
        held = false;
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException ex) {
                logger.debug("Could not close the connection of the publication lease", ex);
            }
        }
    }
}
