package dev.tidings.broker;

import dev.tidings.changelog.RightsChanges;
import dev.tidings.changelog.RightsChanges.Revoked;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.RepeatedTask.Pause;
import dev.tidings.session.Session;
import dev.tidings.session.SessionRights;
import dev.tidings.session.Sessions;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;

/**
 * Lets no message pass before the subscriptions of this instance are known to be rightful by the version of the rights that
 * the message has. Rights are asked for again as soon as a message has a newer version than was seen, and every second
 * for those to whom nothing comes. While that cannot be done for {@link #TRUSTED}, nothing passes.
 *
 * <p>A subscription that is made meanwhile is safe too: its right is asked for when the session has it already, so one of
 * both sees the revocation.
 */
final class RightsGate implements Rights, SmartLifecycle {

    static final Duration TRUSTED = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RightsChanges rightsChanges;
    private final Sessions sessions;
    private final SessionRights rights;
    private final LongSupplier nanoTime;
    private final RepeatedTask task;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    /** The version that was read last; used by one thread. */
    private long read;

    private volatile long checked;
    private volatile long checkedAt;

    /**
     * Creates a gate that is open for messages without a version.
     *
     * @param nanoTime time as of {@link System#nanoTime()}
     */
    RightsGate(RightsChanges rightsChanges, Sessions sessions, SessionRights rights, LongSupplier nanoTime) {
        this.rightsChanges = rightsChanges;
        this.sessions = sessions;
        this.rights = rights;
        this.nanoTime = nanoTime;
        this.checkedAt = nanoTime.getAsLong();
        this.task = new RepeatedTask("rights-gate", this::check, Pause.untilWoken(LOOK));
    }

    @Override
    public void start() {
        checkedAt = nanoTime.getAsLong();
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }

    /** Is there before the fan-out, and after it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 2;
    }

    @Override
    public boolean areKnown(long version) {
        if (version > checked) {
            asked.accumulateAndGet(version, Math::max);
            return false;
        }
        return nanoTime.getAsLong() - checkedAt < TRUSTED.toNanos();
    }

    @Override
    public void afterNextCheck(Runnable action) {
        waiting.add(action);
        task.wakeUp();
    }

    /** Asks for the rights of all who lost one since the last time; called by one thread. */
    Pause check() {
        int answered = waiting.size();
        // Before the look: a look that takes long says nothing about what happens during it.
        long begun = nanoTime.getAsLong();
        long wanted = asked.get();
        Revoked revoked = rightsChanges.since(read);
        if (revoked.version() != read) {
            SessionRights.Look look = rights.begin();
            sessions.all().forEach(session -> check(session, revoked, look));
        }
        read = revoked.version();
        // A version that this look could not see is one of another database: what there is now has been asked.
        checked = Math.max(read, wanted);
        checkedAt = begun;
        for (int i = 0; i < answered; i++) {
            Runnable action = waiting.poll();
            if (action != null) {
                action.run();
            }
        }
        return waiting.isEmpty() ? Pause.untilWoken(LOOK) : Pause.NONE;
    }

    private void check(Session session, Revoked revoked, SessionRights.Look look) {
        // A session that is not connected has none, and no reader.
        if (!session.destinations().isEmpty()
                && revoked.concerns(session.reader().name())) {
            look.takeBackWhatIsLost(session);
        }
    }
}
