package dev.tidings.broker;

import dev.tidings.changelog.NumberedEntries;
import dev.tidings.changelog.NumberedEntries.NumberedEntry;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.RepeatedTask.Pause;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the fan-out from the change log while messages do not come, because RabbitMQ is away or takes none, or nobody
 * publishes.
 * It begins with whatever the streams miss, goes on with each entry as it is numbered, and ends when messages come
 * again and everything that it fed is published.
 */
final class LogFollower {

    private static final Logger logger = LoggerFactory.getLogger(LogFollower.class);
    private static final int WINDOW = 500;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final NumberedEntries entries;
    private final Streams streams;
    private final HeadChecks checks;
    private final BooleanSupplier connected;
    private final RepeatedTask task;
    private volatile boolean wanted;
    private long reached = -1;

    /**
     * Creates a follower that does nothing yet.
     *
     * @param connected whether messages of other instances reach this one
     */
    LogFollower(NumberedEntries entries, Streams streams, HeadChecks checks, BooleanSupplier connected) {
        this.entries = entries;
        this.streams = streams;
        this.checks = checks;
        this.connected = connected;
        this.task = new RepeatedTask("log-follower", this::step, Pause.untilWoken(LOOK));
    }

    void start() {
        task.start();
    }

    void stop() {
        task.stop();
    }

    /** Feeds the fan-out from now on. Never blocks. */
    void follow() {
        wanted = true;
        task.wakeUp();
    }

    /** Says that there may be new entries. Never blocks. */
    void wakeUp() {
        if (wanted) {
            task.wakeUp();
        }
    }

    /** Feeds the fan-out with what is next; called by one thread. */
    Pause step() {
        if (!wanted) {
            return Pause.untilWoken(LOOK);
        }
        if (reached < 0) {
            begin();
        }
        List<NumberedEntry> next = entries.readAfter(reached, WINDOW);
        for (NumberedEntry entry : next) {
            streams.accept(CarriedMessage.entry(entry.entry()), null);
            reached = entry.id();
        }
        if (!next.isEmpty()) {
            return Pause.NONE;
        }
        if (entries.publishedId() >= reached) {
            endIfConnected();
        }
        return Pause.untilWoken(LOOK);
    }

    private void endIfConnected() {
        // First the mark, then the look: messages that stop coming after it set the mark again.
        wanted = false;
        if (connected.getAsBoolean()) {
            reached = -1;
            logger.info("Messages come again, no longer reading the change log in their place");
        } else {
            wanted = true;
        }
    }

    private void begin() {
        // The id first: what is numbered after it is read by id, and what came before shows in the heads.
        long last = entries.lastId();
        try {
            checks.repairAll();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return;
        }
        reached = last;
        logger.info("Messages do not come, reading the change log in their place");
    }
}
