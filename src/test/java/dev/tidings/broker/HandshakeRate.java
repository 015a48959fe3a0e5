package dev.tidings.broker;

import dev.tidings.support.Instance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Watches the handshakes that an instance accepts, and those that come too fast, as its metric tells them. */
final class HandshakeRate implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final Counter accepted;
    private final Counter limited;
    private final double limitedBefore;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /** What the metric said at some time in between. */
    private record Sample(long after, long before, double count) {}

    HandshakeRate(Instance instance) {
        MeterRegistry metrics = instance.bean(MeterRegistry.class);
        this.accepted = counter(metrics, "accepted");
        this.limited = counter(metrics, "limited");
        this.limitedBefore = limited.count();
        this.thread = Thread.ofPlatform().name("handshake-rate").start(this::run);
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return metrics.get("tidings.handshakes").tag("outcome", outcome).counter();
    }

    private void run() {
        while (!closed) {
            sample();
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        sample();
    }

    private void sample() {
        long after = System.nanoTime();
        double count = accepted.count();
        samples.add(new Sample(after, System.nanoTime(), count));
    }

    /** Ends the watch; after that it can be asked. */
    void stop() throws InterruptedException {
        close();
        thread.join();
    }

    /** Returns the most handshakes per second that were accepted, over any second or a little more. */
    double highest() {
        double highest = 0;
        int from = 0;
        for (int to = 1; to < samples.size(); to++) {
            Sample last = samples.get(to);
            while (last.before() - samples.get(from + 1).after() >= SECOND) {
                from++;
            }
            Sample first = samples.get(from);
            double seconds = Math.max(1, (last.before() - first.after()) / SECOND);
            highest = Math.max(highest, (last.count() - first.count()) / seconds);
        }
        return highest;
    }

    /** Returns how many handshakes were accepted so soon after the watch began. */
    double acceptedWithin(Duration first) {
        Sample begin = samples.getFirst();
        return samples.stream()
                .filter(sample -> sample.before() - begin.after() <= first.toNanos())
                .mapToDouble(sample -> sample.count() - begin.count())
                .max()
                .orElseThrow();
    }

    /** Returns how many handshakes were turned away since the watch began. */
    double refused() {
        return limited.count() - limitedBefore;
    }

    @Override
    public void close() {
        closed = true;
    }
}
