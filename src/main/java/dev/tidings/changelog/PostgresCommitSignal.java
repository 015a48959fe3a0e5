package dev.tidings.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
    private final Semaphore unsent = new Semaphore(0);
    private final DirectConnections connections;
    private List<Thread> threads = List.of();

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
        signalUnsent();
    }

    private void signalUnsent() {
        if (unsent.availablePermits() == 0) {
            unsent.release();
        }
    }

    @Override
    public synchronized void start() {
        threads = List.of(
                keepConnected("notify", this::sendNotifications), keepConnected("listen", this::receiveNotifications));
    }

    @Override
    public synchronized void stop() {
        threads.forEach(Thread::interrupt);
        threads = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Starts a virtual thread, because interrupting one ends its socket: that is how it is stopped. */
    private Thread keepConnected(String purpose, Use use) {
        return Thread.ofVirtual().name("commit-" + purpose).start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    connect(purpose, use);
                    Thread.sleep(RETRY);
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void connect(String purpose, Use use) throws InterruptedException {
        try (Connection connection = connections.open(purpose)) {
            use.of(connection);
        } catch (SQLException ex) {
            if (!Thread.currentThread().isInterrupted()) {
                logger.warn("Lost a connection to the database, trying again purpose={} in={}", purpose, RETRY, ex);
            }
        }
    }

    private void sendNotifications(Connection connection) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            while (!Thread.currentThread().isInterrupted()) {
                if (unsent.tryAcquire(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
                    unsent.drainPermits();
                    sendNotification(statement);
                } else {
                    statement.execute("select 1");
                }
            }
        }
    }

    private void sendNotification(Statement statement) throws SQLException {
        try {
            statement.execute("notify " + CHANNEL);
        } catch (SQLException ex) {
            // For the next connection.
            signalUnsent();
            throw ex;
        }
    }

    private void receiveNotifications(Connection connection) throws SQLException {
        var notifications = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            // What was committed while nobody listened.
            local.raise();
            while (!Thread.currentThread().isInterrupted()) {
                if (notifications.getNotifications((int) CHECK.toMillis()).length > 0) {
                    local.raise();
                } else {
                    statement.execute("select 1");
                }
            }
        }
    }

    /** What a connection is kept for. */
    @FunctionalInterface
    private interface Use {
        void of(Connection connection) throws SQLException, InterruptedException;
    }
}
