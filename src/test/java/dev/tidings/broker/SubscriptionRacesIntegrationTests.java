package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Writers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for clients that come, subscribe, unsubscribe and go in any order while others write. */
@Tag(RabbitMq.TAG)
class SubscriptionRacesIntegrationTests {

    private static final int CLIENTS = 12;
    private static final int TOPICS = 3;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Test
    void everySubscriptionGetsItsStreamWithoutGapsAndNothingIsLeftBehind(@TempDir Path storage) throws Exception {
        String database = postgres.newDatabase();
        List<Topic> topics = IntStream.range(0, TOPICS)
                .mapToObj(i -> new Topic("notes", UUID.randomUUID().toString()))
                .toList();
        try (Instance one = Instance.onRabbitMq(storage, database, rabbitMq);
                Instance other = Instance.onRabbitMq(storage, database, rabbitMq);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Instance> instances = List.of(one, other);
            long end = System.nanoTime() + TIME.toNanos();
            var clients = new ArrayList<Future<Integer>>();
            try (var writers = new Writers(instances, topics, Duration.ofMillis(10))) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(new RestlessClient(i, instances, topics, end)));
                }
                for (Future<Integer> client : clients) {
                    assertThat(client.get()).as("messages").isPositive();
                }
                assertThat(writers.committed()).isPositive();
            }

            for (Instance instance : instances) {
                await().atMost(LIMIT).untilAsserted(() -> {
                    assertThat(instance.gauge("tidings.sessions")).isZero();
                    assertThat(instance.gauge("tidings.subscriptions")).isZero();
                    assertThat(instance.gauge("tidings.destinations")).isZero();
                    assertThat(instance.gauge("tidings.queue.size")).isZero();
                });
            }
        }
    }

    /** Opens one session after the other, and in each does what it likes. */
    private static final class RestlessClient implements Callable<Integer> {

        private static final Duration GLANCE = Duration.ofMillis(5);

        private final Random random;
        private final List<Instance> instances;
        private final List<Topic> topics;
        private final long end;
        private final Map<Topic, Position> reached = new HashMap<>();
        private final Map<String, Followed> followed = new HashMap<>();
        private int ids;
        private int messages;

        RestlessClient(int seed, List<Instance> instances, List<Topic> topics, long end) {
            this.random = new Random(seed);
            this.instances = instances;
            this.topics = topics;
            this.end = end;
        }

        @Override
        public Integer call() throws InterruptedException {
            while (System.nanoTime() < end) {
                Instance instance = instances.get(random.nextInt(instances.size()));
                try (var client = StompTestClient.connected(instance.port(), instance.token("alice"))) {
                    followed.clear();
                    for (int steps = random.nextInt(1, 60); steps > 0; steps--) {
                        step(client);
                    }
                    if (random.nextBoolean()) {
                        client.send("DISCONNECT\n\n");
                    }
                }
            }
            return messages;
        }

        private void step(StompTestClient client) throws InterruptedException {
            switch (random.nextInt(4)) {
                case 0 -> subscribe(client);
                case 1 -> unsubscribe(client);
                default -> read(client);
            }
        }

        private void subscribe(StompTestClient client) {
            if (followed.size() == Instance.MAX_SUBSCRIPTIONS) {
                return;
            }
            Topic topic = topics.get(random.nextInt(topics.size()));
            Position since = random.nextBoolean() ? reached.get(topic) : null;
            String id = "s" + ids++;
            followed.put(id, new Followed(topic, since));
            client.send("SUBSCRIBE\nid:%s\ndestination:%s\nreceipt:%s\n%s\n"
                    .formatted(
                            id,
                            topic.address(),
                            id,
                            since == null ? "" : "since:%s\\c%d\n".formatted(since.epoch(), since.sequence())));
        }

        private void unsubscribe(StompTestClient client) {
            followed.keySet().stream().findAny().ifPresent(id -> {
                Followed subscription = followed.get(id);
                if (subscription != null && !subscription.ending) {
                    subscription.ending = true;
                    client.send("UNSUBSCRIBE\nid:%s\nreceipt:end-%s\n\n".formatted(id, id));
                }
            });
        }

        private void read(StompTestClient client) throws InterruptedException {
            for (Received next = client.poll(GLANCE); next != null; next = client.poll(GLANCE)) {
                assertThat(next).isInstanceOf(ServerFrame.class);
                take((ServerFrame) next);
                if (random.nextInt(50) == 0) {
                    return;
                }
            }
        }

        private void take(ServerFrame frame) {
            String id = frame.command().equals("RECEIPT") ? frame.header("receipt-id") : frame.header("subscription");
            if (id.startsWith("end-")) {
                followed.remove(id.substring("end-".length()));
                return;
            }
            Followed subscription = followed.get(id);
            if (subscription == null) {
                throw new AssertionError("There is no subscription for " + frame);
            }
            if (frame.command().equals("RECEIPT")) {
                assertThat(frame.headers()).doesNotContainKeys("reset", "error");
                subscription.confirmed(Position.parse(frame.header("position")));
            } else {
                assertThat(frame.headers()).as(frame.toString()).doesNotContainKey("reset");
                subscription.next(new Position(frame.header("epoch"), Long.parseLong(frame.header("sequence"))));
                messages++;
            }
            Position position = subscription.reached;
            if (position != null) {
                reached.merge(subscription.topic, position, (old, now) -> old.sequence() > now.sequence() ? old : now);
            }
        }
    }

    /** What a client knows of one of its subscriptions. */
    private static final class Followed {

        private final Topic topic;
        private @Nullable Position reached;
        private boolean ending;

        Followed(Topic topic, @Nullable Position since) {
            this.topic = topic;
            this.reached = since;
        }

        void confirmed(Position position) {
            if (reached != null) {
                assertThat(position).as("position when it is confirmed").isEqualTo(reached);
            }
            reached = position;
        }

        void next(Position position) {
            Position before = reached;
            if (before == null) {
                throw new AssertionError("Nothing was confirmed, but %s came".formatted(position));
            }
            assertThat(position).isEqualTo(new Position(before.epoch(), before.sequence() + 1));
            reached = position;
        }
    }
}
