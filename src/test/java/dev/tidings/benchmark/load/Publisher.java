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
        var sending = new Sending(new Body(bodySize), pace);
        crowd.begin(sending.first);
        long start = Stopwatch.now();
        long now = start;
        while ((now - start < nanos || sending.onTheWay() > 0) && sending.hasProgress(now)) {
            long due = now - start < nanos ? sending.sendDue(now) : Pace.NOT_YET;
            inFlight.await(Math.clamp(due - now, 1, LONGEST_WAIT));
            now = Stopwatch.now();
            sending.passArrived();
        }
        return new Outcome(
                sending.published.total(), now - start, sending.onTheWay() == 0, crowd.audit(sending.published));
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

    /** Messages of one size that leave at one pace. */
    private final class Sending {

        private final Body body;
        private final Pace pace;
        private final long first = next;
        private final int[] destinations = heardDestinations();
        private final Published published = new Published(crowd.audience().length);
        private final SplittableRandom random = new SplittableRandom(SEED);
        private long oldest = next;
        private long arrivals = inFlight.arrivals();
        private long progressAt = Stopwatch.now();

        Sending(Body body, Pace pace) {
            this.body = body;
            this.pace = pace;
        }

        long onTheWay() {
            return next - oldest;
        }

        /** Sends what should have left by now, and returns when the next is due. */
        long sendDue(long now) throws IOException {
            long due = pace.due(next - first, onTheWay(), now);
            while (due <= now && onTheWay() < InFlight.LIMIT) {
                int destination = destinations[random.nextInt(destinations.length)];
                inFlight.leaves(next, crowd.audience()[destination]);
                published.add(destination, next);
                line(body, destination, next, due);
                next++;
                due = pace.due(next - first, onTheWay(), now);
            }
            flush();
            return due;
        }

        void passArrived() {
            while (oldest < next && inFlight.hasReachedAll(oldest)) {
                oldest++;
            }
        }

        /** Returns whether something has arrived lately, or nothing is on its way. */
        boolean hasProgress(long now) {
            long seen = inFlight.arrivals();
            if (seen != arrivals || onTheWay() == 0) {
                arrivals = seen;
                progressAt = now;
            }
            return now - progressAt < PATIENCE;
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
