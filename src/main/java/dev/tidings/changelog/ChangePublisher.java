package dev.tidings.changelog;

import dev.tidings.changelog.ChangeLogTables.PendingEntry;
import dev.tidings.destination.Destination;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.MessagingException;
import org.springframework.transaction.TransactionException;

/**
 * Publishes what the change log holds, in the sequence of each stream, and marks what the broker engine
 * has confirmed.
 *
 * <p>Implementation note: one thread reads up to a window of pending entries, hands them over, waits for
 * their outcomes and marks them. An entry counts as confirmed only if all earlier ones of its stream in the
 * window are, so what failed is published again together with what followed it. Without an outcome for the
 * configured time the lease is given up, because the trouble may be with this instance alone.
 */
final class ChangePublisher implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(ChangePublisher.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);

    private final ChangeLogTables tables;
    private final ChangeSender sender;
    private final PublicationLease lease;
    private final ChangeLogProperties properties;
    private final Clock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable Instant failingSince;
    private Duration retry = FIRST_RETRY;

    ChangePublisher(
            ChangeLogTables tables,
            ChangeSender sender,
            PublicationLease lease,
            ChangeLogProperties properties,
            Clock clock) {
        this.tables = tables;
        this.sender = sender;
        this.lease = lease;
        this.properties = properties;
        this.clock = clock;
    }

    void wakeUp() {
        wakeUps.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("change-publisher").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wakeUp();
        Thread current = thread;
        if (current != null) {
            try {
                current.join(properties.publicationTimeout());
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (!lease.hold() || !publishWindow()) {
                    await(properties.pollInterval());
                }
            } catch (DataAccessException | TransactionException ex) {
                logger.warn("Cannot read or mark pending changes, trying again in={}", properties.pollInterval(), ex);
                await(properties.pollInterval());
            } catch (RuntimeException ex) {
                logger.error("Publishing failed, trying again in={}", properties.pollInterval(), ex);
                await(properties.pollInterval());
            }
        }
        lease.release();
    }

    /** Publishes one window and returns whether there may be more to publish at once. */
    private boolean publishWindow() {
        List<PendingEntry> pending = tables.readPending(properties.window());
        if (pending.isEmpty()) {
            return false;
        }
        List<Publication> publications = handOver(pending);
        awaitOutcomes(publications);
        List<PendingEntry> confirmed = confirmed(publications);
        if (!confirmed.isEmpty()) {
            tables.markPublished(confirmed);
        }
        if (confirmed.size() == pending.size()) {
            recovered();
            return true;
        }
        backOff(publications, confirmed.isEmpty());
        return true;
    }

    private List<Publication> handOver(List<PendingEntry> pending) {
        var publications = new ArrayList<Publication>(pending.size());
        var failed = new HashSet<Destination>();
        for (PendingEntry entry : pending) {
            var handle = new PublicationHandle();
            publications.add(new Publication(entry, handle.outcome()));
            if (failed.contains(entry.entry().destination())) {
                handle.fail(new MessagingException("An earlier entry of the stream is not published"));
                continue;
            }
            try {
                sender.send(entry.entry(), handle);
            } catch (MessagingException ex) {
                handle.fail(ex);
                failed.add(entry.entry().destination());
            }
        }
        return publications;
    }

    private void awaitOutcomes(List<Publication> publications) {
        var all = CompletableFuture.allOf(
                publications.stream().map(Publication::outcome).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(properties.publicationTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException ex) {
            // Told apart entry by entry.
            logger.debug("Not every entry of the window was published", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private static List<PendingEntry> confirmed(List<Publication> publications) {
        Set<Destination> broken = new HashSet<>();
        var confirmed = new ArrayList<PendingEntry>(publications.size());
        for (Publication publication : publications) {
            Destination destination = publication.entry().entry().destination();
            if (publication.outcome().state() != CompletableFuture.State.SUCCESS) {
                broken.add(destination);
            } else if (!broken.contains(destination)) {
                confirmed.add(publication.entry());
            }
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

    private void backOff(List<Publication> publications, boolean nothingConfirmed) {
        if (failingSince == null) {
            failingSince = clock.instant();
            logger.warn("The broker does not take changes, keeping them pending", firstFailure(publications));
        }
        boolean stalled =
                Duration.between(failingSince, clock.instant()).compareTo(properties.publicationTimeout()) >= 0;
        if (nothingConfirmed && stalled) {
            lease.release();
        }
        await(retry);
        retry = min(retry.multipliedBy(2), properties.pollInterval());
    }

    private static @Nullable Throwable firstFailure(List<Publication> publications) {
        return publications.stream()
                .map(Publication::outcome)
                .filter(CompletableFuture::isCompletedExceptionally)
                .findFirst()
                .map(CompletableFuture::exceptionNow)
                .orElse(null);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void await(Duration atMost) {
        try {
            if (wakeUps.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** An entry on its way to the broker. */
    private record Publication(PendingEntry entry, CompletableFuture<Void> outcome) {}
}
