package dev.tidings.monitoring;

import dev.tidings.instance.RepeatedTask;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.Origin;
import dev.tidings.session.Session;
import dev.tidings.session.Sessions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Writes the sessions of this instance to the database, each time what has changed since the last, and ends those that
 * somebody wants ended there. Looks every second, so that both are so within two.
 *
 * <p>A session has an id of its own here: that of SockJS is chosen by the client.
 */
final class SessionDirectory implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(SessionDirectory.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final SessionEntries entries;
    private final String instance;
    private final RepeatedTask task;

    /** The ids of the sessions that stand in the database; used by one thread at a time. */
    private final Map<Session, String> known = new HashMap<>();

    SessionDirectory(Sessions sessions, SessionEntries entries, String instance) {
        this.sessions = sessions;
        this.entries = entries;
        this.instance = instance;
        this.task = new RepeatedTask("session-directory", INTERVAL, this::look);
    }

    void look() {
        endWhatIsToEnd();
        write();
    }

    private void endWhatIsToEnd() {
        Set<String> ending = Set.copyOf(entries.readToEnd(instance));
        known.forEach((session, id) -> {
            if (ending.contains(id)) {
                logger.info(
                        "Ending a session on request user={}", session.reader().name());
                session.end(ErrorCode.TOKEN_REVOKED, "The session was ended by its user or by an admin");
            }
        });
    }

    private void write() {
        Set<Session> now = new HashSet<>(sessions.all());
        now.removeIf(session -> !session.isConnected());
        Set<Session> gone = new HashSet<>(known.keySet());
        gone.removeAll(now);
        // Only what was written is known: what fails is tried again, and does no harm if it was written all the same.
        entries.delete(gone.stream().map(known::get).toList());
        known.keySet().removeAll(gone);
        now.removeAll(known.keySet());
        var added = new HashMap<Session, String>();
        now.forEach(session -> added.put(session, UUID.randomUUID().toString()));
        List<SessionResource> rows = added.entrySet().stream()
                .map(entry -> resource(entry.getValue(), entry.getKey()))
                .toList();
        entries.insert(rows);
        known.putAll(added);
    }

    private SessionResource resource(String id, Session session) {
        Origin origin = session.origin();
        return new SessionResource(
                id, session.reader().name(), origin.connectedAt(), origin.address(), origin.userAgent(), instance);
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
        known.clear();
        try {
            entries.deleteAll(instance);
        } catch (DataAccessException ex) {
            logger.warn("Could not remove the sessions of this instance; they expire", ex);
        }
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
