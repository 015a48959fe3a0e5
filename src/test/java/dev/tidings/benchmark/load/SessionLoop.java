package dev.tidings.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One thread that reads many sessions through one buffer. */
final class SessionLoop implements Runnable {

    private static final int BUFFER = 256 * 1024;
    private static final int OPENING_AT_A_TIME = 64;
    private static final long TICK_MILLIS = 100;
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final InFlight inFlight;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Session> sessions = new ArrayList<>();
    private final Queue<Session> unopened = new ArrayDeque<>();
    private final AtomicInteger settled = new AtomicInteger();
    private final Tally tally = new Tally();
    private final byte[] buffer = new byte[BUFFER];
    private int opening;
    private int stampBeforeEnd;
    private long readAt;
    private long heartbeatAt = System.nanoTime() + HEARTBEAT_NANOS;

    SessionLoop(InFlight inFlight) {
        this.inFlight = inFlight;
        try {
            selector = Selector.open();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Runs until the process ends. */
    @Override
    public void run() {
        try {
            while (true) {
                selector.select(this::proceed, TICK_MILLIS);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                openMore();
                sendHeartbeats();
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void proceed(SelectionKey key) {
        if (key.attachment() instanceof Session session) {
            readAt = System.nanoTime();
            session.proceed(key, buffer);
        }
    }

    private void openMore() {
        while (opening < OPENING_AT_A_TIME && !unopened.isEmpty()) {
            opening++;
            unopened.remove().open(selector);
        }
    }

    private void sendHeartbeats() {
        if (System.nanoTime() - heartbeatAt >= 0) {
            heartbeatAt = System.nanoTime() + HEARTBEAT_NANOS;
            sessions.forEach(Session::heartbeat);
        }
    }

    /** Adds clients, which are opened a few at a time. */
    CompletableFuture<Void> add(Plan plan, List<Integer> clients) {
        return call(() -> {
            for (int client : clients) {
                var session = new Session(plan, client, this);
                sessions.add(session);
                unopened.add(session);
            }
            return null;
        });
    }

    /** Returns how many clients are ready or have failed. Any thread may ask. */
    int settled() {
        return settled.get();
    }

    /** Runs work on the thread of the loop. */
    <T> CompletableFuture<T> call(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException ex) {
                result.completeExceptionally(ex);
            }
        });
        selector.wakeup();
        return result;
    }

    /** Returns the sessions; for use on the thread of the loop. */
    List<Session> sessions() {
        return sessions;
    }

    Tally tally() {
        return tally;
    }

    /** Lets all clients leave and forgets them; for use on the thread of the loop. */
    void clear() {
        sessions.forEach(Session::leave);
        sessions.clear();
        settled.set(0);
        tally.ended = 0;
        tally.problems.clear();
    }

    void opened() {
        opening--;
        settled.incrementAndGet();
    }

    void arrived(long number, long sentAt) {
        tally.latencies.add(Stopwatch.sinceStart(readAt) - sentAt);
        inFlight.arrived(number);
    }

    /** Looks first where the stamp of the last message was: what follows it has the same length in all of them. */
    int findStamp(byte[] bytes, int from, int to) {
        int at = to - stampBeforeEnd;
        if (at >= from && stampBeforeEnd >= Stamp.LENGTH && bytes[at] == Stamp.MARK) {
            return at;
        }
        int found = Stamp.find(bytes, from, to);
        stampBeforeEnd = found < 0 ? 0 : to - found;
        return found;
    }
}
