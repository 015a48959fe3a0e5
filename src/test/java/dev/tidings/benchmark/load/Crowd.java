package dev.tidings.benchmark.load;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All clients, spread over the loops. Used by one thread. */
final class Crowd {

    private static final long POLL_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int SAID_EVERY = 1_000;

    private final List<SessionLoop> loops = new ArrayList<>();
    private int[] audience = new int[0];

    Crowd(int threads, InFlight inFlight) {
        for (int i = 0; i < threads; i++) {
            var loop = new SessionLoop(inFlight);
            loops.add(loop);
            Thread.ofPlatform().daemon().name("sessions-" + i).start(loop);
        }
    }

    /** Opens all sessions and returns how many became ready. */
    int connect(Plan plan) {
        for (int i = 0; i < loops.size(); i++) {
            int own = i;
            List<Integer> clients = IntStream.range(0, plan.clients())
                    .filter(client -> client % loops.size() == own)
                    .boxed()
                    .toList();
            loops.get(i).add(plan, clients).join();
        }
        awaitSettled(plan.clients());
        audience = count(plan.destinations());
        return onAll(loop ->
                        (int) loop.sessions().stream().filter(Session::isReady).count())
                .stream()
                .mapToInt(count -> count)
                .sum();
    }

    private void awaitSettled(int clients) {
        int settled = 0;
        long progressAt = System.nanoTime();
        while (settled < clients && System.nanoTime() - progressAt < PATIENCE_NANOS) {
            LockSupport.parkNanos(this, POLL_NANOS);
            int now = loops.stream().mapToInt(SessionLoop::settled).sum();
            if (now > settled) {
                progressAt = System.nanoTime();
            }
            if (now / SAID_EVERY > settled / SAID_EVERY) {
                System.err.printf("  %,d of %,d clients%n", now, clients);
            }
            settled = now;
        }
    }

    private int[] count(int destinations) {
        int[] counts = new int[destinations];
        onAll(loop -> {
                    int[] own = new int[destinations];
                    loop.sessions().stream()
                            .filter(session -> !session.isStalled())
                            .flatMapToInt(session -> IntStream.of(session.destinations()))
                            .forEach(destination -> own[destination]++);
                    return own;
                })
                .forEach(own -> {
                    for (int i = 0; i < destinations; i++) {
                        counts[i] += own[i];
                    }
                });
        return counts;
    }

    /** Returns how many subscribers of each destination read. */
    int[] audience() {
        return audience;
    }

    /** Returns the destinations with a subscription that no probe has reached yet. */
    BitSet unprobed() {
        var destinations = new BitSet();
        onAll(loop -> {
                    var own = new BitSet();
                    loop.sessions().stream().filter(Session::isReady).forEach(session -> {
                        for (int i = 0; i < session.destinations().length; i++) {
                            if (!session.isProbed(i)) {
                                own.set(session.destinations()[i]);
                            }
                        }
                    });
                    return own;
                })
                .forEach(destinations::or);
        return destinations;
    }

    /** Lets some clients stop reading, for good. */
    void stall(int clients) {
        onAll(loop -> {
            loop.sessions().stream()
                    .filter(session -> session.isReady() && !session.isStalled())
                    .limit(clients / loops.size())
                    .forEach(Session::stall);
            return 0;
        });
        audience = count(audience.length);
    }

    /** Starts to count with the message of this number. */
    void begin(long number) {
        onAll(loop -> {
            loop.tally().begin(number);
            loop.sessions().forEach(Session::begin);
            return 0;
        });
    }

    /** Compares all that came with what was published. */
    Tally audit(Published published) {
        var all = new Tally();
        onAll(loop -> {
                    loop.sessions().forEach(session -> session.audit(published, loop.tally()));
                    var own = new Tally();
                    own.add(loop.tally());
                    return own;
                })
                .forEach(all::add);
        return all;
    }

    /** Ends all sessions. */
    void disconnect() {
        onAll(loop -> {
            loop.clear();
            return 0;
        });
    }

    private <T> List<T> onAll(Function<SessionLoop, T> work) {
        List<CompletableFuture<T>> results =
                loops.stream().map(loop -> loop.call(() -> work.apply(loop))).toList();
        return results.stream().map(CompletableFuture::join).toList();
    }
}
