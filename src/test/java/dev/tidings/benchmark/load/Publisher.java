package dev.tidings.benchmark.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Hands messages to the publish port of a server, as lines {@code destination<TAB>json}. Used by one thread. */
final class Publisher {

    /** Number of the messages that only tell that a subscription is in force. */
    static final long PROBE = 0;

    private static final int PROBE_BYTES = 300;
    private static final int PROBES = 300;
    private static final long PROBE_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long SEED = 7;

    private final Crowd crowd;
    private final InFlight inFlight;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private @Nullable Plan plan;
    private @Nullable Socket socket;
    private long next = PROBE + 1;

    Publisher(Crowd crowd, InFlight inFlight) {
        this.crowd = crowd;
        this.inFlight = inFlight;
    }

    void open(Plan used, int port) throws IOException {
        plan = used;
        if (socket != null) {
            socket.close();
        }
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    /** Publishes to every destination until each subscription has received something. */
    void probe() throws IOException {
        var body = new Body(PROBE_BYTES);
        BitSet unprobed = crowd.unprobed();
        for (int i = 0; i < PROBES && !unprobed.isEmpty(); i++) {
            unprobed.stream().forEach(destination -> line(body, destination, PROBE, Stopwatch.now()));
            flush();
            LockSupport.parkNanos(this, PROBE_INTERVAL);
            unprobed = crowd.unprobed();
        }
        if (!unprobed.isEmpty()) {
            throw new IOException(
                    "%d destinations have subscriptions that no message reaches".formatted(unprobed.cardinality()));
        }
    }

    /** Publishes for some time, waits until all has arrived or nothing has for long, and tells what came of it. */
    Outcome publish(long nanos, int bodySize, Pace pace) throws IOException {
        int[] destinations = heardDestinations();
        var random = new SplittableRandom(SEED);
        var body = new Body(bodySize);
        var published = new Published(crowd.audience().length);
        long first = next;
        long oldest = next;
        crowd.begin(first);
        long start = Stopwatch.now();
        long progressAt = start;
        long now = start;
        while (now - start < nanos || oldest < next) {
            long due = pace.due(next - first, next - oldest, now);
            while (due <= now && now - start < nanos && next - oldest < InFlight.LIMIT) {
                int destination = destinations[random.nextInt(destinations.length)];
                inFlight.leaves(next, crowd.audience()[destination]);
                published.add(destination, next);
                line(body, destination, next, due);
                next++;
                due = pace.due(next - first, next - oldest, now);
            }
            flush();
            inFlight.await(Math.clamp(due - now, 1, LONGEST_WAIT));
            now = Stopwatch.now();
            for (; oldest < next && inFlight.hasReachedAll(oldest); oldest++) {
                progressAt = now;
            }
            if (oldest < next && now - progressAt > PATIENCE) {
                break;
            }
        }
        return new Outcome(published.total(), now - start, oldest == next, crowd.audit(published));
    }

    private int[] heardDestinations() {
        BitSet heard = new BitSet();
        for (int i = 0; i < crowd.audience().length; i++) {
            heard.set(i, crowd.audience()[i] > 0);
        }
        return heard.stream().toArray();
    }

    private void line(Body body, int destination, long number, long at) {
        if (plan == null) {
            throw new IllegalStateException("Nobody is connected");
        }
        lines.writeBytes(plan.address(destination).getBytes(StandardCharsets.US_ASCII));
        lines.write('\t');
        lines.writeBytes(body.stamped(destination, number, at));
        lines.write('\n');
    }

    private void flush() throws IOException {
        if (socket != null && lines.size() > 0) {
            lines.writeTo(socket.getOutputStream());
            lines.reset();
        }
    }

    /**
     * What came of publishing.
     *
     * @param published how many messages left
     * @param nanos time until the last has arrived
     * @param complete whether all arrived
     * @param tally what the clients received
     */
    record Outcome(long published, long nanos, boolean complete, Tally tally) {}
}
