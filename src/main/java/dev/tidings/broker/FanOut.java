package dev.tidings.broker;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.replay.ReplayService;
import dev.tidings.session.Subscription;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Takes messages to the sessions of this instance that subscribed to their destination. Each stream has one worker,
 * which keeps its order; entries pass its cursor, so that none goes out twice or out of turn.
 */
final class FanOut implements Streams, Subscription.CatchUp, SmartLifecycle {

    private static final Duration ROOM_LOOK = Duration.ofMillis(1);

    private final FanOutWorker[] workers;
    private final CatchUps catchUps;
    private volatile boolean running;

    FanOut(
            ChangeLog log,
            ReplayService replays,
            DestinationCatalog destinations,
            Rights rights,
            ToLongFunction<ChangeKey> conflationIntervals,
            FanOutMetrics counts,
            MeterRegistry metrics) {
        this.catchUps = new CatchUps(log, replays, destinations, this::workerOf, counts);
        this.workers = new FanOutWorker[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new FanOutWorker(i, catchUps, rights, counts, conflationIntervals);
        }
        Gauge.builder("tidings.destinations", this, fanOut -> fanOut.sum(FanOutWorker::destinations))
                .description("Destinations that somebody is subscribed to on this instance")
                .register(metrics);
        Gauge.builder("tidings.subscriptions", this, fanOut -> fanOut.sum(FanOutWorker::subscriptions))
                .description("Subscriptions of the sessions of this instance")
                .register(metrics);
    }

    private double sum(ToLongFunction<FanOutWorker> value) {
        long sum = 0;
        for (FanOutWorker worker : workers) {
            sum += value.applyAsLong(worker);
        }
        return sum;
    }

    private FanOutWorker workerOf(Destination destination) {
        return workers[Math.floorMod(destination.hashCode(), workers.length)];
    }

    @Override
    public void start() {
        running = true;
        catchUps.start();
        for (FanOutWorker worker : workers) {
            worker.start();
        }
    }

    @Override
    public void stop() {
        running = false;
        catchUps.stop();
        for (FanOutWorker worker : workers) {
            worker.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Is there before anything comes, and until nothing comes any more. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    /** Keeps the caller while too much waits to be delivered. */
    void awaitRoom(Destination destination) {
        FanOutWorker worker = workerOf(destination);
        while (running && worker.isFull()) {
            LockSupport.parkNanos(ROOM_LOOK.toNanos());
        }
    }

    @Override
    public void accept(CarriedMessage message, @Nullable PublicationHandle publication) {
        workerOf(message.destination()).accept(message, publication);
    }

    /** Has a subscription catch up with its stream, and then follow it. */
    void subscribe(Subscription subscription) {
        workerOf(subscription.destination()).subscribe(subscription);
    }

    void unsubscribe(Subscription subscription) {
        workerOf(subscription.destination()).unsubscribe(subscription);
    }

    @Override
    public void catchUpWith(Destination destination, Position head) {
        workerOf(destination).catchUpWith(destination, head);
    }

    @Override
    public CompletableFuture<List<Map<Destination, Position>>> cursors() {
        var all = new ArrayList<CompletableFuture<Map<Destination, Position>>>();
        for (FanOutWorker worker : workers) {
            var cursors = new CompletableFuture<Map<Destination, Position>>();
            worker.cursors(cursors::complete);
            all.add(cursors);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    /** First what this instance still has, then the change log. */
    @Override
    public void resume(Subscription subscription) {
        workerOf(subscription.destination()).activate(subscription, false);
    }
}
