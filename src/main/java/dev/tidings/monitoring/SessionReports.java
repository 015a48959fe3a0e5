package dev.tidings.monitoring;

import dev.tidings.instance.RepeatedTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.transaction.support.TransactionOperations;

/** Writes who is connected to this instance, again and again, each time what has changed since the last. */
final class SessionReports implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(SessionReports.class);

    private final SimpUserRegistry users;
    private final SessionReportTables tables;
    private final TransactionOperations transactions;
    private final String instance;
    private final RepeatedTask task;

    /** What stands in the tables, {@code null} while that is not known; used by one thread at a time. */
    private @Nullable Map<Attendance, Integer> reported;

    SessionReports(
            SimpUserRegistry users,
            SessionReportTables tables,
            TransactionOperations transactions,
            String instance,
            Duration interval) {
        this.users = users;
        this.tables = tables;
        this.transactions = transactions;
        this.instance = instance;
        this.task = new RepeatedTask("session-reports", interval, this::report);
    }

    void report() {
        Map<Attendance, Integer> known = reported;
        Map<Attendance, Integer> now = Attendance.of(users);
        // A commit that fails may have happened all the same.
        reported = null;
        transactions.executeWithoutResult(_ -> {
            // The others remove what was silent for long.
            if (known != null && tables.touch(instance)) {
                write(known, now);
            } else {
                tables.begin(instance);
                write(Map.of(), now);
            }
        });
        reported = now;
    }

    private void write(Map<Attendance, Integer> known, Map<Attendance, Integer> now) {
        Set<Attendance> gone = new HashSet<>(known.keySet());
        gone.removeAll(now.keySet());
        var added = new HashMap<>(now);
        added.keySet().removeAll(known.keySet());
        var changed = new HashMap<>(now);
        changed.keySet().retainAll(known.keySet());
        changed.entrySet().removeIf(entry -> entry.getValue().equals(known.get(entry.getKey())));
        tables.delete(instance, gone);
        tables.insert(instance, added);
        tables.update(instance, changed);
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
        try {
            tables.end(instance);
        } catch (DataAccessException ex) {
            logger.warn("Could not remove the report of this instance; it expires", ex);
        }
        reported = null;
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
