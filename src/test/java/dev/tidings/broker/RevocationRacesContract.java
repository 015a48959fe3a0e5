package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.InstanceProcess;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rights to a folder that come and go while it changes all the time, on two instances of which one freezes now and then.
 * A change whose transaction began after the revocation was answered must reach nobody who lost the right.
 */
@Tag(RabbitMq.TAG)
abstract class RevocationRacesContract {

    private static final List<String> USERS = List.of("bob", "admin", "publisher");
    private static final int WRITERS = 4;
    private static final int CHANGES_AT_ONCE = 5;
    private static final Duration FREEZE = Duration.ofMillis(40);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();
    private final AtomicLong written = new AtomicLong();
    private final Random random = new Random(1);
    private final List<Thread> writers = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    /** As it was when the users got the right last. */
    private final AtomicInteger given = new AtomicInteger();
    /** Even while the users have the right, odd while they do not. */
    private final AtomicInteger phase = new AtomicInteger(1);

    private Instance near;
    private InstanceProcess far;
    private Topic topic;
    private volatile boolean stopped;

    /** Returns how often a right is taken away. */
    abstract int revocations();

    abstract Instance startNear(Path storage, String database);

    abstract InstanceProcess startFar(Path storage, String database);

    /** Returns whether who just got the right may see what was committed before that and is only on its way. */
    abstract boolean mayBringWhatWasUnderWay();

    @BeforeEach
    void start(@TempDir Path storage) {
        String database = postgres.newDatabase();
        near = startNear(storage, database);
        far = startFar(storage, database);
        Api alice = near.api().as("alice");
        topic = new Topic("assets", alice.folder(alice.home(), "shared"));
        for (String user : USERS) {
            near.api().as(user).home();
            followers.add(new Follower(near.port(), user));
            followers.add(new Follower(far.port(), user));
        }
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(this::write));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread writer : writers) {
            writer.join();
        }
        followers.forEach(Follower::close);
        far.close();
        near.close();
    }

    /** Commits changes that tell in which phase they began. */
    private void write() {
        while (!stopped) {
            writing.readLock().lock();
            try {
                int begun = phase.get();
                near.commit(
                        Stream.generate(() -> begun + "-" + written.incrementAndGet())
                                .limit(CHANGES_AT_ONCE)
                                .toList(),
                        topic);
            } finally {
                writing.readLock().unlock();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Test
    void nothingLeaksToWhoLostTheRight() throws InterruptedException {
        Api alice = near.api().as("alice");
        String access = "/api/assets/" + topic.id() + "/access";
        long begun = System.nanoTime();

        for (int revocations = 0; revocations < revocations(); revocations += USERS.size()) {
            give(alice, access);
            for (Follower follower : followers) {
                follower.subscribe(topic);
            }
            boolean freeze = random.nextInt(4) == 0;
            if (freeze) {
                far.pause();
            }
            USERS.forEach(user ->
                    assertThat(alice.delete(access + "?user=" + user).status()).isEqualTo(204));
            phase.incrementAndGet();
            if (freeze) {
                LockSupport.parkNanos(FREEZE.toNanos());
                far.resume();
            }
            for (Follower follower : followers) {
                follower.awaitRevoked();
            }
        }

        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
        System.out.printf(
                "%,d revocations with %,d changes (%,d per s) on two instances, of which %,d messages came to who had the right%n",
                revocations(),
                written.get(),
                written.get() / seconds,
                followers.stream()
                        .mapToLong(follower -> follower.messages.get())
                        .sum());
        assertThat(followers).allSatisfy(follower -> {
            assertThat(follower.violations).isEmpty();
            assertThat(follower.messages.get()).isPositive();
        });
    }

    /** Gives the right, with nothing under way that would count as committed before it and be numbered after it. */
    private void give(Api alice, String access) {
        writing.writeLock().lock();
        try {
            NumberedChanges.in(near.bean(ChangeLog.class), near.bean(JdbcClient.class));
            for (String user : USERS) {
                assertThat(alice.put(access, Map.of("user", user, "role", "viewer"))
                                .status())
                        .isEqualTo(200);
            }
            given.set(phase.incrementAndGet());
        } finally {
            writing.writeLock().unlock();
        }
    }

    /** A client that follows the folder while it may. */
    private final class Follower implements AutoCloseable {

        private final Queue<String> violations = new ConcurrentLinkedQueue<>();
        private final AtomicLong messages = new AtomicLong();
        private final BlockingQueue<String> receipts = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        private final StompTestClient client;
        private final Thread thread;
        private volatile boolean closed;
        private int subscriptions;

        Follower(int port, String user) {
            client = StompTestClient.connected(port, Api.on(port).as(user).token());
            thread = Thread.ofVirtual().start(this::read);
        }

        void subscribe(Topic topic) throws InterruptedException {
            subscriptions++;
            client.send("SUBSCRIBE\nid:s%d\ndestination:%s\nreceipt:r%d\n\n"
                    .formatted(subscriptions, topic.address(), subscriptions));
            assertThat(receipts.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo("given");
        }

        void awaitRevoked() throws InterruptedException {
            assertThat(ends.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo("s" + subscriptions);
        }

        private void read() {
            try {
                while (!closed) {
                    Received next = client.poll(Duration.ofMillis(100));
                    if (next instanceof ServerFrame frame) {
                        receive(frame);
                    } else if (next != null && !closed) {
                        violations.add("ended by " + next);
                        return;
                    }
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private void receive(ServerFrame frame) {
            if (frame.command().equals("RECEIPT")) {
                receipts.add(frame.headers().getOrDefault("error", "given"));
            } else if (frame.headers().containsKey("error")) {
                ends.add(
                        frame.header("error").equals("access_revoked")
                                ? frame.header("subscription")
                                : frame.toString());
            } else {
                messages.incrementAndGet();
                String id = frame.json().at("/resource/id").asString();
                int begun = Integer.parseInt(id.substring(0, id.indexOf('-')));
                if (begun % 2 == 1 && !(begun < given.get() && mayBringWhatWasUnderWay())) {
                    violations.add(frame.toString());
                }
            }
        }

        @Override
        public String toString() {
            return "%s after %d messages".formatted(violations, messages.get());
        }

        @Override
        public void close() {
            closed = true;
            client.close();
            thread.interrupt();
        }
    }
}
