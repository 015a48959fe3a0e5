package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.support.StompTestClient.Closed;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * A client that reads streams on a thread of its own and checks the sequence of every message: it must be the next
 * of its stream.
 *
 * <p>When its session ends, or its turn comes after it was told that the server drains, it opens another and goes on
 * from where it was; until it has one it waits as long as the sample would.
 * What must not happen is kept until {@link #assertExact}.
 */
public final class Auditor implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration STABLE_AFTER = Duration.ofSeconds(5);
    private static final String SESSION_QUEUE = "/user/queue/session";

    private final IntFunction<StompTestClient> sessions;
    private final List<Destination> destinations;
    private final List<String> addresses;
    private final Promise promise;
    private final Map<String, Position> reached = new ConcurrentHashMap<>();
    private final Map<String, List<ServerFrame>> early = new HashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Queue<Object> ends = new ConcurrentLinkedQueue<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicLong messages = new AtomicLong();
    private volatile long longestSilence;
    private final AtomicInteger opened = new AtomicInteger();
    private long lastMessage;
    private long leaveAt;

    /** What the client may rely on. */
    public enum Promise {
        /** The session goes on, whatever happens to the server's surroundings. */
        STAYS,
        /** The session may end; another one goes on exactly where it was. */
        RECONNECTS,
        /** The session goes on, but messages that came before may come again. */
        MAY_REPEAT
    }

    /**
     * Starts a client.
     *
     * @param sessions opens sessions, given how many were opened before; fails while it cannot
     */
    public Auditor(
            IntFunction<StompTestClient> sessions, Collection<? extends Destination> destinations, Promise promise) {
        this.sessions = sessions;
        this.destinations = List.copyOf(destinations);
        this.addresses = destinations.stream().map(Destination::address).toList();
        this.promise = promise;
        this.thread = Thread.ofVirtual().name("auditor").start(this::run);
    }

    /** Waits until the client follows all its streams. */
    public void awaitSubscribed() {
        try {
            assertThat(subscribed.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("subscribed after %s, %s", START_LIMIT, this)
                    .isTrue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for subscriptions", ex);
        }
    }

    /** Waits until each of the clients has got so many messages more. */
    public static void awaitMore(List<Auditor> auditors, int messages, Duration limit) {
        List<Long> before = auditors.stream().map(Auditor::messages).toList();
        await().atMost(limit).pollInterval(LOOK).untilAsserted(() -> {
            for (int i = 0; i < auditors.size(); i++) {
                Auditor auditor = auditors.get(i);
                assertThat(auditor.messages())
                        .as("messages of %s", auditor)
                        .isGreaterThanOrEqualTo(before.get(i) + messages);
            }
        });
    }

    /** Waits until everything in the change log has come to all clients, and asserts that it came as promised. */
    public static void assertExact(Collection<Auditor> auditors, ChangeLog log, Duration limit) {
        var destinations = new HashSet<Destination>();
        auditors.forEach(auditor -> destinations.addAll(auditor.destinations));
        assertExact(auditors, log.heads(destinations), limit);
    }

    /** Waits until all clients have come as far as these heads, and asserts that it went as promised. */
    public static void assertExact(
            Collection<Auditor> auditors, Map<? extends Destination, Position> heads, Duration limit) {
        await().atMost(limit)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(auditors)
                        .as("clients that wait for something, or got something wrong")
                        .filteredOn(auditor -> auditor.violations.isEmpty() && !auditor.hasReached(heads))
                        .isEmpty());
        assertThat(auditors.stream().flatMap(auditor -> auditor.violations.stream()))
                .as("what clients got wrong")
                .isEmpty();
    }

    private boolean hasReached(Map<? extends Destination, Position> heads) {
        return heads.entrySet().stream()
                .filter(head -> destinations.contains(head.getKey()))
                .allMatch(head -> {
                    Position position = reached.get(head.getKey().address());
                    return position != null
                            && position.sequence() >= head.getValue().sequence();
                });
    }

    /** Returns how many messages of streams have come. */
    public long messages() {
        return messages.get();
    }

    /** Returns the longest time between two messages. */
    public Duration longestSilence() {
        return Duration.ofNanos(longestSilence);
    }

    /** Returns how many sessions the client has opened. */
    public int sessions() {
        return opened.get();
    }

    /** Returns how the sessions ended that have. */
    public List<Object> ends() {
        return List.copyOf(ends);
    }

    private void run() {
        while (!closed) {
            try (StompTestClient client = sessions.apply(opened.get())) {
                opened.incrementAndGet();
                leaveAt = 0;
                long openedAt = System.nanoTime();
                subscribe(client);
                read(client);
                if (System.nanoTime() - openedAt > STABLE_AFTER.toNanos()) {
                    backoff.reset();
                }
                if (leaveAt != 0) {
                    backoff.skipFirst();
                }
            } catch (InterruptedException _) {
                return;
            } catch (AssertionError | CompletionException ex) {
                ends.add(ex.toString());
            }
            if (!closed && promise != Promise.RECONNECTS) {
                violations.add("The session ended: " + ends);
                return;
            }
            if (!closed) {
                LockSupport.parkNanos(backoff.next());
            }
        }
    }

    private void subscribe(StompTestClient client) {
        if (promise == Promise.RECONNECTS) {
            client.send("SUBSCRIBE\nid:session\ndestination:%s\n\n".formatted(SESSION_QUEUE));
        }
        for (int i = 0; i < addresses.size(); i++) {
            Position since = reached.get(addresses.get(i));
            String from = since == null ? "" : "since:%s\\c%d\n".formatted(since.epoch(), since.sequence());
            client.send("SUBSCRIBE\nid:%d\ndestination:%s\nreceipt:%d\n%s\n".formatted(i, addresses.get(i), i, from));
        }
    }

    private void read(StompTestClient client) throws InterruptedException {
        while (!closed && (leaveAt == 0 || System.nanoTime() < leaveAt)) {
            Received next = client.poll(untilTurn());
            switch (next) {
                case null -> {}
                case Closed end -> {
                    ends.add(end);
                    return;
                }
                case ServerFrame frame -> take(frame);
            }
        }
    }

    private Duration untilTurn() {
        long remaining = leaveAt == 0 ? Long.MAX_VALUE : Math.max(0, leaveAt - System.nanoTime());
        return Duration.ofNanos(Math.min(remaining, LONGEST_WAIT.toNanos()));
    }

    private void take(ServerFrame frame) {
        switch (frame.command()) {
            case "RECEIPT" -> confirmed(addresses.get(Integer.parseInt(frame.header("receipt-id"))), frame);
            case "MESSAGE" -> message(frame);
            default -> ends.add(frame);
        }
    }

    private void confirmed(String address, ServerFrame receipt) {
        Position position = receipt.header("position").isEmpty() ? null : Position.parse(receipt.header("position"));
        if (position == null || receipt.headers().containsKey("reset")) {
            violations.add("%s: %s".formatted(address, receipt));
            return;
        }
        Position before = reached.putIfAbsent(address, position);
        if (before == null) {
            early.getOrDefault(address, List.of()).forEach(message -> next(address, message));
            early.remove(address);
        } else if (promise != Promise.MAY_REPEAT && !before.equals(position)) {
            violations.add("%s: confirmed %s, but had reached %s".formatted(address, position, before));
        }
        if (reached.keySet().containsAll(addresses)) {
            subscribed.countDown();
        }
    }

    private void message(ServerFrame message) {
        String address = message.header("destination");
        if (address.equals(SESSION_QUEUE)) {
            long millis = message.json().path("reconnect_in_ms").asLong();
            leaveAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        } else if (message.headers().containsKey("reset")) {
            violations.add("%s: %s".formatted(address, message));
        } else if (reached.containsKey(address)) {
            next(address, message);
        } else {
            early.computeIfAbsent(address, stream -> new ArrayList<>()).add(message);
        }
    }

    private void next(String address, ServerFrame message) {
        Position before = reached.get(address);
        if (before == null || message.header("sequence").isEmpty()) {
            return;
        }
        var position = new Position(message.header("epoch"), Long.parseLong(message.header("sequence")));
        boolean again = position.sequence() <= before.sequence();
        if (again && promise == Promise.MAY_REPEAT) {
            return;
        }
        if (!position.equals(new Position(before.epoch(), before.sequence() + 1))) {
            violations.add("%s: got %s after %s%s"
                    .formatted(
                            address, position, before, message.headers().containsKey("replayed") ? ", replayed" : ""));
        }
        if (!again) {
            reached.put(address, position);
        }
        count();
    }

    private void count() {
        long now = System.nanoTime();
        if (messages.get() > 0) {
            longestSilence = Math.max(longestSilence, now - lastMessage);
        }
        lastMessage = now;
        messages.incrementAndGet();
    }

    @Override
    public String toString() {
        return "Auditor[sessions=%d, messages=%d, reached=%s, violations=%s, ends=%s]"
                .formatted(sessions(), messages(), reached, new ArrayDeque<>(violations), ends);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(START_LIMIT);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
