package dev.tidings.broker;

import dev.tidings.broker.FanOutMetrics.Drop;
import dev.tidings.broker.LiveStream.Outcome;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.destination.Destination;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers some of the streams, each always the same: their state belongs to its thread and needs no locks.
 *
 * <p>Implementation note: what has come meanwhile is taken in one go, and put into a queue before that is written. So
 * the more there is to do, the more messages share one write, and nothing waits longer for that.
 */
final class FanOutWorker {

    private static final Logger logger = LoggerFactory.getLogger(FanOutWorker.class);
    private static final int MAX_ROUND = 256;
    /** Transient updates are dropped while more than this waits. */
    private static final int MAX_WAITING = 20_000;
    /** Messages of a stream that wait for the rights of their readers; what comes after them is read from the log later. */
    private static final int MAX_UNRELEASED = 1_000;

    /** What may be kept for those who want to be told what is different. */
    private static final long VERSION_BYTES = 32L << 20;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    /** How often it looks at what waits for its time. */
    private static final long TICK_MILLIS = 25;

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Map<Destination, LiveStream> streams = new HashMap<>();
    private final Map<Destination, Conflation> conflations = new HashMap<>();
    private final Set<LiveStream> undelivered = new LinkedHashSet<>();
    private final List<OutboundQueue> unflushed = new ArrayList<>();
    private final List<PublicationHandle> out = new ArrayList<>();
    private final VersionBudget versions = new VersionBudget(VERSION_BYTES);
    private final RoundPace pace = new RoundPace();
    private final Set<Destination> reading = new HashSet<>();
    /** Messages that wait for the rights of their readers. */
    private final Map<Destination, List<CarriedMessage>> unreleased = new HashMap<>();

    private final Rights rights;
    private final LogReads reads;
    private final FanOutMetrics metrics;
    private final ToLongFunction<ChangeKey> conflationIntervals;
    private final int number;
    private @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile int destinations;
    private final AtomicInteger subscriptions = new AtomicInteger();

    FanOutWorker(
            int number,
            LogReads reads,
            Rights rights,
            FanOutMetrics metrics,
            ToLongFunction<ChangeKey> conflationIntervals) {
        this.reads = reads;
        this.rights = rights;
        this.metrics = metrics;
        this.conflationIntervals = conflationIntervals;
        this.number = number;
    }

    /** Starts, again too after a stop. */
    synchronized void start() {
        stopped = false;
        thread = Thread.ofPlatform().name("fan-out-" + number).daemon().start(this::work);
    }

    /** Stops after the round that is under way and waits for its end, but not for ever. */
    synchronized void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        stopped = true;
        inbox.add(() -> {});
        try {
            if (!running.join(STOP_LIMIT)) {
                logger.warn("A worker did not end in time thread={} waited={}", running.getName(), STOP_LIMIT);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether so much waits that nothing more should come. */
    boolean isFull() {
        return inbox.size() > MAX_WAITING;
    }

    int destinations() {
        return destinations;
    }

    int subscriptions() {
        return subscriptions.get();
    }

    /**
     * Delivers a message; tells that it is out when it is in all queues. Those do not count that want batches: what holds
     * back the rest of a transaction would wait for itself.
     */
    void accept(CarriedMessage message, @Nullable PublicationHandle publication) {
        if (message.position() == null && isFull()) {
            metrics.dropped(Drop.OVERLOAD);
            return;
        }
        inbox.add(() -> {
            deliver(message);
            if (publication != null) {
                out.add(publication);
            }
        });
    }

    /** Adds a subscription, which then catches up. */
    void subscribe(Subscription subscription) {
        inbox.add(() -> {
            streams.computeIfAbsent(
                            subscription.destination(),
                            destination -> new LiveStream(metrics, undelivered::add, versions))
                    .add(subscription);
            count(1);
            reads.catchUp(subscription);
        });
    }

    void unsubscribe(Subscription subscription) {
        inbox.add(() -> {
            LiveStream stream = streams.get(subscription.destination());
            if (stream != null && subscription.place() >= 0) {
                stream.remove(subscription);
                if (stream.size() == 0) {
                    streams.remove(subscription.destination());
                    reading.remove(subscription.destination());
                    conflations.remove(subscription.destination());
                    unreleased.remove(subscription.destination());
                }
                count(-1);
            }
        });
    }

    private void count(int change) {
        subscriptions.addAndGet(change);
        destinations = streams.size();
    }

    /**
     * Has a subscription follow the fan-out, or catch up further.
     *
     * @param caughtUp whether it has everything up to a head that was read after it was added
     */
    void activate(Subscription subscription, boolean caughtUp) {
        inStream(subscription.destination(), stream -> {
            if (subscription.place() >= 0 && !stream.activate(subscription, caughtUp)) {
                reads.catchUp(subscription);
                if (stream.isOfAnotherEpoch(subscription)) {
                    read(subscription.destination(), Objects.requireNonNull(stream.cursor()));
                }
            }
            readIfMissing(subscription.destination(), stream);
        });
    }

    /** Takes entries that were read because some were missing. */
    void repair(Destination destination, List<CarriedMessage> entries) {
        inStream(destination, stream -> {
            entries.forEach(this::deliver);
            reading.remove(destination);
            if (!entries.isEmpty()) {
                readIfMissing(destination, stream);
            }
        });
    }

    /** Goes on from a position because what lies before cannot be had. */
    void reset(Destination destination, Position position, String reason) {
        inStream(destination, stream -> {
            reading.remove(destination);
            if (!position.equals(stream.cursor())) {
                stream.reset(position, reason);
                readIfMissing(destination, stream);
            }
        });
    }

    /** Reads entries from the log unless the stream has come as far as its head. */
    void catchUpWith(Destination destination, Position head) {
        inStream(destination, stream -> {
            Position cursor = stream.cursor();
            if (cursor != null && !cursor.includes(head) && !unreleased.containsKey(destination)) {
                read(destination, cursor);
            }
        });
    }

    /** Hands over how far each stream has come. */
    void cursors(Consumer<Map<Destination, Position>> target) {
        inbox.add(() -> {
            var cursors = new HashMap<Destination, Position>();
            streams.forEach((destination, stream) -> {
                Position cursor = stream.cursor();
                if (cursor != null) {
                    cursors.put(destination, cursor);
                }
            });
            target.accept(cursors);
        });
    }

    private void inStream(Destination destination, Consumer<LiveStream> action) {
        inbox.add(() -> {
            LiveStream stream = streams.get(destination);
            if (stream != null) {
                action.accept(stream);
            }
        });
    }

    private void deliver(CarriedMessage message) {
        LiveStream stream = streams.get(message.destination());
        if (stream == null) {
            return;
        }
        List<CarriedMessage> before = unreleased.get(message.destination());
        if (before == null && rights.areKnown(message.rights())) {
            deliver(message, stream);
        } else if (before == null) {
            if (unreleased.isEmpty()) {
                rights.afterNextCheck(() -> inbox.add(this::release));
            }
            unreleased.put(message.destination(), new ArrayList<>(List.of(message)));
        } else if (before.size() < MAX_UNRELEASED) {
            before.add(message);
        }
    }

    /** Delivers what had to wait for the rights of its readers, each stream as far as these are known. */
    private void release() {
        List.copyOf(unreleased.keySet()).forEach(this::release);
        if (!unreleased.isEmpty()) {
            rights.afterNextCheck(() -> inbox.add(this::release));
        }
    }

    private void release(Destination destination) {
        LiveStream stream = Objects.requireNonNull(streams.get(destination));
        List<CarriedMessage> messages = Objects.requireNonNull(unreleased.get(destination));
        int released = 0;
        while (released < messages.size()
                && rights.areKnown(messages.get(released).rights())) {
            deliver(messages.get(released), stream);
            released++;
        }
        messages.subList(0, released).clear();
        if (messages.isEmpty()) {
            unreleased.remove(destination);
            readIfMissing(destination, stream);
        }
    }

    private void deliver(CarriedMessage message, LiveStream stream) {
        ChangeKey key = message.key();
        Position position = message.position();
        if (position == null) {
            deliverTransient(stream, message);
            return;
        }
        Outcome outcome = stream.accept(message);
        Position cursor = stream.cursor();
        if ((outcome == Outcome.GAP || outcome == Outcome.OTHER_EPOCH) && cursor != null) {
            read(message.destination(), cursor);
        }
        // An entry that is held is going to be delivered: what waits is as pointless as if it were delivered already.
        if (key != null && outcome != Outcome.OTHER_EPOCH) {
            stream.latestEntries().add(key, position);
            Conflation conflation = conflations.get(message.destination());
            if (conflation != null && conflation.purge(key)) {
                metrics.conflated();
            }
        }
    }

    private void deliverTransient(LiveStream stream, CarriedMessage update) {
        if (update.key() == null) {
            stream.send(update.outbound());
            return;
        }
        if (stream.latestEntries().supersede(update)) {
            metrics.dropped(Drop.SUPERSEDED);
            return;
        }
        Conflation conflation =
                conflations.computeIfAbsent(update.destination(), destination -> new Conflation(conflationIntervals));
        switch (conflation.offer(update, System.nanoTime())) {
            case DUE -> stream.send(update.outbound());
            case REPLACED -> metrics.conflated();
            case WAITING -> {}
        }
    }

    private void readIfMissing(Destination destination, LiveStream stream) {
        Position cursor = stream.cursor();
        // What is missing may be what waits for the rights of its readers.
        if (cursor != null && stream.misses() && !unreleased.containsKey(destination)) {
            read(destination, cursor);
        }
    }

    /** Reads what follows the cursor, once at a time. */
    private void read(Destination destination, Position cursor) {
        if (reading.add(destination)) {
            metrics.repaired();
            reads.repair(destination, cursor);
        }
    }

    private void work() {
        var round = new ArrayList<Runnable>(MAX_ROUND);
        try {
            while (!stopped) {
                await(round);
                long begin = System.nanoTime();
                round.forEach(FanOutWorker::guarded);
                guarded(this::deliverConflated);
                fill();
                out.forEach(publication -> guarded(publication::complete));
                out.clear();
                pace.ended(round.size(), begin, System.nanoTime());
                round.clear();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fills the queues and has them written: those of a single stream one by one, others when all are filled. */
    private void fill() {
        if (undelivered.size() == 1) {
            LiveStream only = undelivered.iterator().next();
            guarded(() -> only.deliver(FanOutWorker::flush));
        } else {
            undelivered.forEach(stream -> guarded(() -> stream.deliver(unflushed::add)));
            unflushed.forEach(FanOutWorker::flush);
            unflushed.clear();
        }
        undelivered.removeIf(stream -> !stream.isHolding());
    }

    private static void flush(OutboundQueue queue) {
        guarded(queue::flush);
    }

    private void await(List<Runnable> round) throws InterruptedException {
        Runnable first = conflations.isEmpty() && undelivered.isEmpty()
                ? inbox.take()
                : inbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            round.add(first);
            inbox.drainTo(round, MAX_ROUND - 1);
            LockSupport.parkNanos(pace.pause(round.size(), System.nanoTime()));
            inbox.drainTo(round, MAX_ROUND - round.size());
        }
    }

    /** Runs a task; whatever becomes of it, the others have their turn: nobody else delivers these streams. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | OutOfMemoryError ex) {
            logger.error("Failed to fan out a message", ex);
        }
    }

    private void deliverConflated() {
        long now = System.nanoTime();
        conflations.forEach((destination, conflation) -> {
            LiveStream stream = streams.get(destination);
            if (stream != null) {
                conflation.takeDue(now).forEach(update -> stream.send(update.outbound()));
            }
        });
        conflations.values().removeIf(Conflation::isIdle);
    }
}
