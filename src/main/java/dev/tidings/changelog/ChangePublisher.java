package dev.tidings.changelog;

import dev.tidings.changelog.NumberedEntries.NumberedEntry;
import dev.tidings.destination.Destination;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.RepeatedTask.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.messaging.MessagingException;

/**
 * Publishes what the change log holds, in the sequence of each stream, and marks what the broker engine
 * has confirmed.
 *
 * <p>Implementation note: one thread reads up to a window of pending entries, hands them over, waits for
 * their outcomes and goes on after the last one before the first that failed. What follows a failed entry is
 * handed over again together with it. How far it came is marked in the database a few times a second, because
 * each mark costs as much as a commit: whoever takes the lease next begins there. Without any outcome for the configured time the lease is given up, because
 * the trouble may be with this instance alone.
 */
final class ChangePublisher implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(ChangePublisher.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration MARK_INTERVAL = Duration.ofMillis(100);

    private final Publications publications;
    private final ChangeSender sender;
    private final PublicationLease lease;
    private final ChangeLogProperties properties;
    private final Clock clock;
    private final RepeatedTask task;
    private volatile @Nullable Progress progress;
    private @Nullable Instant failingSince;
    private Duration retry = FIRST_RETRY;

    ChangePublisher(
            Publications publications,
            ChangeSender sender,
            PublicationLease lease,
            ChangeLogProperties properties,
            Clock clock) {
        this.publications = publications;
        this.sender = sender;
        this.lease = lease;
        this.properties = properties;
        this.clock = clock;
        var untilWoken = Pause.untilWoken(properties.pollInterval());
        task = new RepeatedTask("change-publisher", this::publish, untilWoken);
    }

    void wakeUp() {
        task.wakeUp();
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
        Progress last = progress;
        try {
            if (last != null && !last.isMarked() && lease.isHeld()) {
                publications.mark(last.confirmed());
            }
        } finally {
            lease.release();
        }
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }

    /** Publishes one window, if this instance holds the lease, and returns what to wait for before the next. */
    Pause publish() {
        if (!lease.hold()) {
            progress = null;
            return Pause.untilWoken(properties.pollInterval());
        }
        Progress current = progress;
        if (current == null) {
            long mark = publications.publishedId();
            current = new Progress(mark, mark, clock.instant());
        }
        progress = markIfDue(current);
        return publishAfter(progress);
    }

    private Progress markIfDue(Progress current) {
        if (current.isMarked() || clock.instant().isBefore(current.markedAt().plus(MARK_INTERVAL))) {
            return current;
        }
        publications.mark(current.confirmed());
        return new Progress(current.confirmed(), current.confirmed(), clock.instant());
    }

    private Pause publishAfter(Progress current) {
        List<NumberedEntry> pending = publications.readAfter(current.confirmed(), properties.window());
        if (pending.isEmpty()) {
            return Pause.untilWoken(current.isMarked() ? properties.pollInterval() : MARK_INTERVAL);
        }
        Instant handedOver = clock.instant();
        List<CompletableFuture<Void>> outcomes = handOver(pending);
        awaitOutcomes(outcomes);
        int confirmed = confirmed(outcomes);
        if (confirmed > 0) {
            progress = current.confirmed(pending.get(confirmed - 1).id());
            recovered();
        }
        if (confirmed == pending.size()) {
            return Pause.NONE;
        }
        failed(handedOver, outcomes.get(confirmed));
        return backOff();
    }

    private List<CompletableFuture<Void>> handOver(List<NumberedEntry> pending) {
        var outcomes = new ArrayList<CompletableFuture<Void>>(pending.size());
        var refused = new HashSet<Destination>();
        for (NumberedEntry entry : pending) {
            var handle = new PublicationHandle(
                    entry.entry().announcedAt(), entry.entry().part());
            outcomes.add(handle.outcome());
            if (refused.contains(entry.entry().destination())) {
                handle.fail(new MessagingException("An earlier entry of the stream is not published"));
                continue;
            }
            try {
                sender.send(entry.entry(), handle);
            } catch (MessagingException ex) {
                handle.fail(ex);
                refused.add(entry.entry().destination());
            }
        }
        return outcomes;
    }

    private void awaitOutcomes(List<CompletableFuture<Void>> outcomes) {
        var all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new));
        try {
            all.get(properties.publicationTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException ex) {
            // Told apart entry by entry.
            logger.debug("Not every entry of the window was published", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how many entries from the first on are confirmed. */
    private static int confirmed(List<CompletableFuture<Void>> outcomes) {
        int confirmed = 0;
        while (confirmed < outcomes.size() && outcomes.get(confirmed).state() == CompletableFuture.State.SUCCESS) {
            confirmed++;
        }
        return confirmed;
    }

    private void recovered() {
        if (failingSince != null) {
            logger.info("Publishing again after={}", Duration.between(failingSince, clock.instant()));
        }
        failingSince = null;
        retry = FIRST_RETRY;
    }

    private void failed(Instant handedOver, CompletableFuture<Void> outcome) {
        if (failingSince == null) {
            failingSince = handedOver;
            Throwable cause = outcome.isCompletedExceptionally() ? outcome.exceptionNow() : null;
            logger.warn("The broker does not take changes, keeping them pending", cause);
        }
        var failing = Duration.between(failingSince, clock.instant());
        if (failing.compareTo(properties.publicationTimeout()) >= 0) {
            logger.warn("Giving up the publication lease failing={}", failing);
            failingSince = null;
            lease.release();
        }
    }

    private Pause backOff() {
        Duration pause = retry;
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(properties.pollInterval()) < 0 ? doubled : properties.pollInterval();
        return Pause.of(pause);
    }

    /**
     * How far this instance has come since it took the lease.
     *
     * @param confirmed id up to which the engine has confirmed everything
     * @param marked id up to which that is marked in the database
     * @param markedAt when it was
     */
    private record Progress(long confirmed, long marked, Instant markedAt) {

        boolean isMarked() {
            return marked == confirmed;
        }

        Progress confirmed(long id) {
            return new Progress(id, marked, markedAt);
        }
    }
}
