package dev.tidings.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Several writers whose transactions take random time before and after what they write, and of which some
 * roll back, while one reader follows what becomes visible.
 */
final class FollowedWriters {

    static final int THREADS = 6;

    private static final int TRANSACTIONS = 40;
    private static final int ROLLED_BACK_PERCENT = 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    private final LogInstance instance;

    FollowedWriters(LogInstance instance) {
        this.instance = instance;
    }

    /** Returns the id in a body that {@link LogInstance#change} made. */
    static String id(String body) {
        var matcher = ID.matcher(body);
        if (!matcher.find()) {
            throw new AssertionError("Expected a body with an id, but was " + body);
        }
        return matcher.group(1);
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
            throw new IllegalStateException(ex);
        }
    }

    Result run(BiConsumer<Integer, String> write, Reader reader) {
        var committed = new ArrayList<List<String>>();
        var running = new ArrayList<CompletableFuture<Void>>();
        var seen = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int writer = i;
                var own = new ArrayList<String>();
                committed.add(own);
                running.add(CompletableFuture.runAsync(() -> write(writer, own, write), threads));
            }
            var all = CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new));
            boolean written;
            do {
                written = all.isDone();
                seen.addAll(reader.next());
            } while (!written || !reader.isAtEnd());
            all.join();
            seen.addAll(reader.next());
        }
        return new Result(committed, seen);
    }

    private void write(int writer, List<String> committed, BiConsumer<Integer, String> write) {
        var random = new Random(writer);
        for (int i = 0; i < TRANSACTIONS; i++) {
            String id = writer + "-" + i;
            boolean rolledBack = random.nextInt(100) < ROLLED_BACK_PERCENT;
            instance.transactions(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
                pause(random);
                write.accept(writer, id);
                pauseBeforeTheEnd(random);
                if (rolledBack) {
                    status.setRollbackOnly();
                }
            });
            if (!rolledBack) {
                committed.add(id);
            }
        }
    }

    /** Takes its time after everything is written and right before the database commits. */
    private static void pauseBeforeTheEnd(Random random) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCompletion() {
                pause(random);
            }
        });
    }

    private static void pause(Random random) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(5_000)));
    }

    /** Someone who follows what is written. */
    interface Reader {

        /** Reads what is new. */
        List<String> next();

        /** Returns whether there is nothing left to read now that all writers are done. */
        boolean isAtEnd();
    }

    /**
     * What was written and what was seen.
     *
     * @param byWriter ids that each writer committed, in order
     * @param seen ids that the reader saw, in order
     */
    record Result(List<List<String>> byWriter, List<String> seen) {

        List<String> committed() {
            return byWriter.stream().flatMap(List::stream).toList();
        }

        List<String> committedBy(int writer) {
            return byWriter.get(writer);
        }
    }
}
