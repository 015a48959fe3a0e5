package dev.tidings.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The sessions of this instance. One timer looks after all of them: it sends heartbeats and ends those whose
 * client is gone.
 */
@Component
public final class Sessions implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(Sessions.class);
    /** Time between two looks at each session. */
    static final Duration TICK = Duration.ofMillis(250);
    /** What a session ends with besides the errors: normally, the page left, no code, the connection lost. */
    private static final List<Integer> CLOSE_CODES = List.of(1000, 1001, 1005, 1006);

    private final Claims ofUsers;
    private final Claims ofAddresses;
    private final Map<Integer, Counter> closes = new HashMap<>();
    private final Counter otherCloses;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledExecutorService timer;

    Sessions(SessionProperties properties, MeterRegistry metrics) {
        this.ofUsers = new Claims(properties.perUser());
        this.ofAddresses = new Claims(properties.perAddress() == 0 ? Integer.MAX_VALUE : properties.perAddress());
        CLOSE_CODES.forEach(code -> closes.put(code, closes(metrics, Integer.toString(code))));
        for (ErrorCode error : ErrorCode.values()) {
            int code = error.closeStatus().getCode();
            closes.computeIfAbsent(code, key -> closes(metrics, Integer.toString(key)));
        }
        this.otherCloses = closes(metrics, "other");
        Gauge.builder("tidings.sessions", sessions, Map::size)
                .description("Sessions of this instance")
                .register(metrics);
        Gauge.builder("tidings.queue.size", this, Sessions::queueBytes)
                .baseUnit("bytes")
                .description("Bytes that wait to be written, over all sessions")
                .register(metrics);
        Gauge.builder("tidings.queue.age", this, Sessions::queueAge)
                .baseUnit("seconds")
                .description("Time for which the oldest frame waits or is being written, over all sessions")
                .register(metrics);
    }

    private static Counter closes(MeterRegistry metrics, String code) {
        return Counter.builder("tidings.closes")
                .tag("code", code)
                .description("Sessions that ended")
                .register(metrics);
    }

    /** Looks after a session from now on. */
    public void add(Session session) {
        sessions.put(session.id(), session);
    }

    public void remove(Session session) {
        sessions.remove(session.id(), session);
    }

    /** Returns the session with this id, or {@code null} if it is gone. */
    public @Nullable Session find(String id) {
        return sessions.get(id);
    }

    public Collection<Session> all() {
        return List.copyOf(sessions.values());
    }

    /** Counts a session of a user and returns whether the user may have it; if so, it is to be given back. */
    public boolean claim(String user) {
        return ofUsers.take(user);
    }

    /** Gives back what {@link #claim} gave. */
    public void giveBack(String user) {
        ofUsers.giveBack(user);
    }

    /** Returns whether one more session may come from an address. */
    public boolean hasRoomFor(String address) {
        return ofAddresses.hasRoom(address);
    }

    /** Counts a session from an address and returns whether there may be one more; if so, it is to be given back. */
    public boolean claimAddress(String address) {
        return ofAddresses.take(address);
    }

    /** Gives back what {@link #claimAddress} gave. */
    public void giveBackAddress(String address) {
        ofAddresses.giveBack(address);
    }

    /** Counts why a session ended, as the code on the wire; a client may send any. */
    public void ended(int closeCode) {
        closes.getOrDefault(closeCode, otherCloses).increment();
    }

    private double queueBytes() {
        return sessions.values().stream()
                .mapToLong(session -> session.queue().bytes())
                .sum();
    }

    private double queueAge() {
        return sessions.values().stream()
                        .mapToLong(session -> session.queue().age().toMillis())
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    @Override
    public void start() {
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("session-timer").daemon().factory());
        var _ = started.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    private void tick() {
        long now = System.nanoTime();
        for (Session session : sessions.values()) {
            try {
                session.tick(now);
            } catch (RuntimeException ex) {
                logger.error("Failed to look after a session session={}", session.id(), ex);
            }
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        timer = null;
        if (running != null) {
            running.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
