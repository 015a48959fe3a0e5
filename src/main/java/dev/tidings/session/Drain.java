package dev.tidings.session;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Empties the instance before it stops, when Spring Boot has declared it not ready: it takes no new sessions, and
 * ends those that it has one after the other, so that their clients do not all arrive at the other instances in
 * the same moment.
 *
 * <p>Each session that subscribed to {@code /user/queue/session} is told at once when its turn is.
 */
@Component
public final class Drain {

    private static final Logger logger = LoggerFactory.getLogger(Drain.class);
    /** What the last close may take on top of the window. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Sessions sessions;
    private final SessionNotices notices;
    private final Duration window;
    private volatile boolean draining;

    Drain(Sessions sessions, SessionNotices notices, SessionProperties properties) {
        this.sessions = sessions;
        this.notices = notices;
        this.window = properties.drainWindow();
    }

    /** Returns whether the instance takes no sessions any more. */
    public boolean isDraining() {
        return draining;
    }

    /** Returns when a client that is turned away may try again: by then another instance should take it. */
    public Duration retryAfter() {
        return window.plus(GRACE);
    }

    /** Drains before anything is stopped, so that until their turn comes the clients miss nothing. */
    @EventListener
    void drain(ContextClosedEvent closed) {
        draining = true;
        Collection<Session> all = sessions.all();
        if (all.isEmpty()) {
            return;
        }
        logger.info("Draining sessions={} window={}", all.size(), window);
        try (ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor()) {
            for (Session session : all) {
                long turn = ThreadLocalRandom.current().nextLong(window.toMillis() + 1);
                notices.sendDraining(session, Duration.ofMillis(turn));
                var _ = turns.schedule(
                        () -> session.end(ErrorCode.DRAINING, "The server is shutting down"),
                        turn,
                        TimeUnit.MILLISECONDS);
            }
        }
        awaitEnd();
    }

    private void awaitEnd() {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (!sessions.all().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
