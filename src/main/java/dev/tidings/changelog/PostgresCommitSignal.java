package dev.tidings.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The signal between instances, over {@code NOTIFY}.
 *
 * <p>Implementation note: the notification goes out after commit and from a connection of its own.
 * Inside the transaction it would take a lock that serializes all commits of the database. Commits that
 * happen while one notification is under way share the next.
 */
final class PostgresCommitSignal implements CommitSignal, SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(PostgresCommitSignal.class);
    private static final String CHANNEL = "tidings_commit";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final LocalCommitSignal local = new LocalCommitSignal();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore unsent = new Semaphore(0);
    private final DirectConnections connections;
    private volatile boolean running;

    PostgresCommitSignal(DirectConnections connections) {
        this.connections = connections;
    }

    @Override
    public void onCommit(Runnable listener) {
        local.onCommit(listener);
    }

    @Override
    public void raise() {
        local.raise();
        unsent.release();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("commit-notifier").start(() -> keepConnected("notify", this::sendNotifications));
        Thread.ofVirtual().name("commit-listener").start(() -> keepConnected("listen", this::receiveNotifications));
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        unsent.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keepConnected(String purpose, Use use) {
        while (running) {
            try (Connection connection = connections.open(purpose)) {
                use.of(connection);
            } catch (SQLException ex) {
                logger.warn("Lost a connection to the database, trying again purpose={} in={}", purpose, RETRY, ex);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return;
            }
            awaitRetry();
        }
    }

    private void sendNotifications(Connection connection) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            while (running) {
                if (unsent.tryAcquire(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
                    unsent.drainPermits();
                    statement.execute("notify " + CHANNEL);
                } else {
                    statement.execute("select 1");
                }
            }
        }
    }

    private void receiveNotifications(Connection connection) throws SQLException {
        var notifications = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            // What was committed while nobody listened.
            local.raise();
            while (running) {
                if (notifications.getNotifications((int) CHECK.toMillis()).length > 0) {
                    local.raise();
                } else {
                    statement.execute("select 1");
                }
            }
        }
    }

    private void awaitRetry() {
        try {
            running = running && !stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a connection is kept for. */
    @FunctionalInterface
    private interface Use {
        void of(Connection connection) throws SQLException, InterruptedException;
    }
}
