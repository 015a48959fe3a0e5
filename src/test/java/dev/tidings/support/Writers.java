package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Commits changes through several instances, as long as it is open: transactions of up to three changes, each to
 * one or two of the destinations, at random but the same in every run, or else {@link #steady}.
 */
public final class Writers implements AutoCloseable {

    private static final int MAX_CHANGES = 3;

    private final ScheduledExecutorService threads;
    private final List<? extends Destination> destinations;
    private final Map<Destination, LongAdder> committed = new ConcurrentHashMap<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    /**
     * Begins to write.
     *
     * @param interval pause of each instance between two transactions
     */
    public Writers(List<Instance> instances, List<? extends Destination> destinations, Duration interval) {
        this(instances.size(), destinations);
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get(i);
            var random = new Random(i);
            repeat(interval, () -> write(instance, 1 + random.nextInt(MAX_CHANGES), oneOrTwo(random)));
        }
    }

    private Writers(int threads, List<? extends Destination> destinations) {
        this.destinations = destinations;
        this.threads = Executors.newScheduledThreadPool(threads);
    }

    /** Begins to write one change to all the destinations at a time, so that who follows one knows when the next is due. */
    public static Writers steady(Instance instance, List<? extends Destination> destinations, Duration interval) {
        var writers = new Writers(1, destinations);
        writers.repeat(interval, () -> writers.write(instance, 1, destinations.toArray(Destination[]::new)));
        return writers;
    }

    private void repeat(Duration interval, Runnable writing) {
        var _ = threads.scheduleWithFixedDelay(writing, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Destination[] oneOrTwo(Random random) {
        Destination first = destinations.get(random.nextInt(destinations.size()));
        Destination second = destinations.get(random.nextInt(destinations.size()));
        return first.equals(second) ? new Destination[] {first} : new Destination[] {first, second};
    }

    private void write(Instance instance, int changes, Destination... addressees) {
        try {
            instance.commit(Collections.nCopies(changes, "a"), addressees);
            for (Destination destination : addressees) {
                committed
                        .computeIfAbsent(destination, stream -> new LongAdder())
                        .add(changes);
            }
        } catch (DataAccessException | TransactionException ex) {
            failures.add(ex);
        }
    }

    /** Returns how many changes were committed, over all destinations. */
    public long committed() {
        return committed.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Returns what went wrong with the database. */
    public List<Exception> failures() {
        return List.copyOf(failures);
    }

    /** Ends the writing, asserts that the change log has all that was committed, and returns its heads. */
    public Map<? extends Destination, Position> assertLogged(Instance instance) {
        close();
        ChangeLog log = NumberedChanges.in(instance.bean(ChangeLog.class), instance.bean(JdbcClient.class));
        Map<Destination, Position> heads = log.heads(List.copyOf(destinations));
        // A commit that failed may have been one.
        if (failures.isEmpty()) {
            assertThat(heads.values().stream().mapToLong(Position::sequence).sum())
                    .isEqualTo(committed());
        }
        assertThat(committed.entrySet())
                .allSatisfy(stream -> assertThat(heads.getOrDefault(stream.getKey(), new Position("none", 0))
                                .sequence())
                        .isGreaterThanOrEqualTo(stream.getValue().sum()));
        return heads;
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return committed.entrySet().stream()
                .map(stream -> stream.getKey().address() + "=" + stream.getValue())
                .collect(Collectors.joining(", ", "Writers[", "]"));
    }
}
