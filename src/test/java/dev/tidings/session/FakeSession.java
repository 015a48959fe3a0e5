package dev.tidings.session;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Reader;
import dev.tidings.session.Subscription.Terms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A session over a {@link FakeWire}; each frame is one line of text. */
public final class FakeSession implements Session {

    private final String id;
    private final FakeWire wire = new FakeWire();
    private final MessageEncoding encoding = new LineEncoding(0);
    private final OutboundQueue queue;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final List<ErrorCode> ends = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private Runnable onEnd = () -> {};

    /** Creates a session whose queue holds that many bytes. */
    public FakeSession(String id, long queueBytes) {
        this.id = id;
        this.queue = new OutboundQueue(
                wire, new QueueLimits(queueBytes, true), new QueueTotals(new SimpleMeterRegistry()), () -> {});
    }

    /** Subscribes under an id. */
    public Subscription subscribe(
            String subscriptionId,
            Destination destination,
            @Nullable String receipt,
            @Nullable Position since,
            Subscription.CatchUp catchUp) {
        return subscribe(subscriptionId, destination, new Terms(receipt, since, false, false), catchUp);
    }

    /** Subscribes under an id, on terms. */
    public Subscription subscribe(
            String subscriptionId, Destination destination, Terms terms, Subscription.CatchUp catchUp) {
        var subscription = new Subscription(this, subscriptionId, destination, encoding, terms, catchUp);
        subscriptions.put(subscriptionId, subscription);
        return subscription;
    }

    public FakeWire wire() {
        return wire;
    }

    List<ErrorCode> ends() {
        return ends;
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    void onEnd(Runnable action) {
        onEnd = action;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Origin origin() {
        return new Origin(Instant.EPOCH, "10.0.0.1", "fake");
    }

    @Override
    public boolean isConnected() {
        return ends.isEmpty();
    }

    @Override
    public Reader reader() {
        return new Reader("alice", Set.of());
    }

    @Override
    public OutboundQueue queue() {
        return queue;
    }

    @Override
    public MessageEncoding encoding() {
        return encoding;
    }

    @Override
    public Map<String, Destination> destinations() {
        return subscriptions.values().stream().collect(Collectors.toMap(Subscription::id, Subscription::destination));
    }

    @Override
    public Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    @Override
    public void refuse(Subscription subscription, Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public boolean hasEnded() {
        return false;
    }

    @Override
    public void takeBack(String subscriptionId, Destination destination, Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void end(ErrorCode code, String message) {
        ends.add(code);
        onEnd.run();
    }

    @Override
    public void tick(long nanoTime) {}
}
