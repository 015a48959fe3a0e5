package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.replay.ReplayOutcome;
import dev.tidings.replay.ReplayOutcome.Replayed;
import dev.tidings.replay.ReplayOutcome.SnapshotRequired;
import dev.tidings.replay.ReplayService;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.MessageBatches;
import dev.tidings.session.OutboundMessage;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.Refusal;
import dev.tidings.session.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the change log what subscriptions and streams miss. A few threads do all of it, so that many slow
 * clients cannot keep the database busy; the heads for all who wait are read with one query.
 *
 * <p>What cannot be read because the database is away is tried again. A subscription that waits for its beginning
 * longer than {@link #PATIENCE} ends its session, because without a position it could not be trusted.
 */
final class CatchUps implements LogReads {

    private static final Logger logger = LoggerFactory.getLogger(CatchUps.class);
    private static final int READERS = 4;
    private static final int MAX_BATCH = 500;
    private static final int REPAIR_CHUNK = 500;
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChangeLog log;
    private final ReplayService replays;
    private final DestinationCatalog destinations;
    private final Function<Destination, FanOutWorker> workers;
    private final FanOutMetrics metrics;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable Threads threads;

    CatchUps(
            ChangeLog log,
            ReplayService replays,
            DestinationCatalog destinations,
            Function<Destination, FanOutWorker> workers,
            FanOutMetrics metrics) {
        this.log = log;
        this.replays = replays;
        this.destinations = destinations;
        this.workers = workers;
        this.metrics = metrics;
    }

    /** Starts, again too after a stop. */
    void start() {
        threads = new Threads(
                Executors.newFixedThreadPool(
                        READERS,
                        Thread.ofPlatform().name("log-reader-", 1).daemon().factory()),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("log-retry").daemon().factory()),
                Thread.ofPlatform().name("log-heads").daemon().start(this::readHeads));
    }

    void stop() {
        Threads running = threads;
        threads = null;
        if (running != null) {
            running.heads().interrupt();
            running.readers().shutdown();
            running.retries().shutdownNow();
        }
    }

    @Override
    public void catchUp(Subscription subscription) {
        waiting.add(new Waiting(subscription, System.nanoTime()));
    }

    private void readHeads() {
        var batch = new ArrayList<Waiting>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                readHeads(List.copyOf(batch));
                batch.clear();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void readHeads(List<Waiting> batch) {
        Map<Destination, Position> found;
        try {
            found = log.heads(
                    batch.stream().map(one -> one.subscription().destination()).collect(Collectors.toSet()));
        } catch (RuntimeException ex) {
            logger.warn("Could not read positions, trying again subscriptions={}", batch.size(), ex);
            batch.forEach(this::retry);
            return;
        }
        for (Waiting one : batch) {
            Position head = found.get(one.subscription().destination());
            if (head != null) {
                submit(() -> proceed(one, head));
            }
        }
    }

    private void submit(Runnable task) {
        Threads running = threads;
        if (running != null) {
            running.readers().execute(task);
        }
    }

    private void later(Runnable task) {
        Threads running = threads;
        if (running != null) {
            var _ = running.retries().schedule(task, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void retry(Waiting one) {
        if (System.nanoTime() - one.since() > PATIENCE.toNanos()) {
            one.subscription().session().end(ErrorCode.INTERNAL, "The position of a stream could not be read");
        } else {
            later(() -> waiting.add(one));
        }
    }

    private void proceed(Waiting one, Position head) {
        Subscription subscription = one.subscription();
        OutboundQueue queue = subscription.queue();
        try {
            if (queue.isEnded(subscription)) {
                return;
            }
            Position reached = queue.reached(subscription);
            Position from = reached == null ? subscription.since() : reached;
            if (from == null) {
                if (!mayRead(subscription)) {
                    subscription.session().refuse(subscription, Refusal.ACCESS_DENIED);
                    return;
                }
                queue.begin(subscription, head);
                workers.apply(subscription.destination()).activate(subscription, true);
            } else {
                queue.begin(subscription, from);
                ReplayOutcome missed = replays.missed(subscription.destination(), from, head)
                        .since(() -> readableSince(subscription), head);
                if (mayRead(subscription)) {
                    replay(subscription, from, missed);
                } else {
                    subscription
                            .session()
                            .refuse(subscription, reached == null ? Refusal.ACCESS_DENIED : Refusal.ACCESS_REVOKED);
                }
            }
        } catch (RuntimeException ex) {
            logger.warn("Could not read what a subscription misses, trying again {}", subscription, ex);
            retry(one);
        }
    }

    /**
     * Asks once more, now that the subscription is in the index: the right may have gone before it was. Asked after entries
     * were read, it covers them: who still has the right had it when the last of them was committed.
     */
    private boolean mayRead(Subscription subscription) {
        return destinations.mayRead(subscription.session().reader(), subscription.destination());
    }

    private long readableSince(Subscription subscription) {
        return destinations.readableSince(subscription.session().reader(), subscription.destination());
    }

    private void replay(Subscription subscription, Position from, ReplayOutcome outcome) {
        OutboundQueue queue = subscription.queue();
        switch (outcome) {
            case SnapshotRequired(var cause, var position) -> {
                queue.reset(subscription, position, cause.wireValue());
                workers.apply(subscription.destination()).activate(subscription, true);
            }
            case Replayed(var entries, boolean more) -> {
                List<OutboundMessage> missed =
                        entries.stream().map(CatchUps::replayed).toList();
                queue.offerMissed(subscription, subscription.wantsBatches() ? MessageBatches.of(missed) : missed);
                Position reached = queue.reached(subscription);
                metrics.replayed(reached == null ? 0 : (int) Math.max(0, reached.sequence() - from.sequence()));
                boolean all = entries.isEmpty() || entries.getLast().position().equals(reached);
                if (!all) {
                    queue.awaitRoom(subscription);
                } else if (more) {
                    catchUp(subscription);
                } else {
                    workers.apply(subscription.destination()).activate(subscription, true);
                }
            }
        }
    }

    private static OutboundMessage replayed(ChangeLogEntry entry) {
        return OutboundMessage.replayed(
                entry.destination(),
                entry.position(),
                CarriedMessage.JSON,
                entry.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void repair(Destination destination, Position cursor) {
        submit(() -> {
            try {
                readMissing(destination, cursor);
            } catch (RuntimeException ex) {
                logger.warn("Could not read missing entries, trying again destination={}", destination, ex);
                later(() -> repair(destination, cursor));
            }
        });
    }

    private void readMissing(Destination destination, Position cursor) {
        FanOutWorker worker = workers.apply(destination);
        Position head = log.head(destination);
        switch (replays.replay(destination, cursor, head, REPAIR_CHUNK)) {
            case SnapshotRequired(var cause, var position) -> worker.reset(destination, position, cause.wireValue());
            case Replayed(var entries, boolean more) -> {
                worker.repair(
                        destination, entries.stream().map(CarriedMessage::entry).toList());
                if (more) {
                    worker.catchUpWith(destination, head);
                }
            }
        }
    }

    /**
     * The threads between a start and a stop.
     *
     * @param readers read entries
     * @param retries wait before something is tried again
     * @param heads reads the heads
     */
    private record Threads(ExecutorService readers, ScheduledExecutorService retries, Thread heads) {}

    /**
     * A subscription that waits for the head of its stream.
     *
     * @param since when it began to, as {@link System#nanoTime()}
     */
    private record Waiting(Subscription subscription, long since) {}
}
