package dev.tidings.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
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
            List<RestlessClient> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> new RestlessClient(i, instances, topics, end))
                    .toList();
            try (var writers = new Writers(instances, topics, Duration.ofMillis(10))) {
                for (Future<Integer> messages : threads.invokeAll(clients)) {
                    assertThat(messages.get()).as("messages").isPositive();
                }
                assertThat(writers.committed()).isPositive();
                Map<? extends Destination, Position> heads = writers.assertLogged(one);
                for (Future<List<Topic>> complete : threads.invokeAll(
                        clients.stream().map(client -> client.completion(heads)).toList())) {
                    assertThat(complete.get()).containsExactlyInAnyOrderElementsOf(topics);
                }
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

    /** Opens one session after the other, and in each does what it likes. It stays in the last one. */
    private static final class RestlessClient implements Callable<Integer> {

        private static final Duration GLANCE = Duration.ofMillis(5);

        private final Random random;
        private final List<Instance> instances;
        private final List<Topic> topics;
        private final long end;
        private final Map<Topic, Position> reached = new HashMap<>();
        private final Map<String, Followed> followed = new HashMap<>();
        private @Nullable StompTestClient last;
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
                try (StompTestClient client = connected()) {
                    beRestless(client);
                    if (random.nextInt(4) == 0) {
                        follow(
                                client,
                                instances.getFirst().bean(ChangeLog.class).heads(topics));
                    }
                    if (random.nextBoolean()) {
                        client.send("DISCONNECT\n\n");
                    }
                }
            }
            last = connected();
            beRestless(last);
            return messages;
        }

        /** Goes on in the last session until every subscription has everything; tells which topics there are. */
        Callable<List<Topic>> completion(Map<? extends Destination, Position> heads) {
            return () -> {
                try (StompTestClient client = requireNonNull(last)) {
                    topics.forEach(topic -> subscribe(client, topic));
                    follow(client, heads);
                    return followed.values().stream()
                            .filter(subscription -> !subscription.ending)
                            .map(subscription -> subscription.topic)
                            .distinct()
                            .toList();
                }
            };
        }

        private StompTestClient connected() {
            Instance instance = instances.get(random.nextInt(instances.size()));
            followed.clear();
            return StompTestClient.connected(instance.port(), instance.token("alice"));
        }

        private void beRestless(StompTestClient client) throws InterruptedException {
            for (int steps = random.nextInt(1, 60); steps > 0; steps--) {
                step(client);
            }
        }

        /** Reads until no subscription is behind these heads. */
        private void follow(StompTestClient client, Map<? extends Destination, Position> heads)
                throws InterruptedException {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (followed.values().stream().anyMatch(subscription -> subscription.isBehind(heads))) {
                assertThat(System.nanoTime())
                        .as("time at which %s must have come to %s", heads, followed)
                        .isLessThan(deadline);
                read(client);
            }
        }

        private void step(StompTestClient client) throws InterruptedException {
            switch (random.nextInt(4)) {
                case 0 -> subscribe(client, topics.get(random.nextInt(topics.size())));
                case 1 -> unsubscribe(client);
                default -> read(client);
            }
        }

        private void subscribe(StompTestClient client, Topic topic) {
            if (followed.size() == Instance.MAX_SUBSCRIPTIONS) {
                return;
            }
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
        private boolean confirmed;
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
            confirmed = true;
        }

        boolean isBehind(Map<? extends Destination, Position> heads) {
            Position head = requireNonNull(heads.get(topic));
            return !ending && (!confirmed || reached == null || reached.sequence() < head.sequence());
        }

        void next(Position position) {
            Position before = reached;
            if (before == null) {
                throw new AssertionError("Nothing was confirmed, but %s came".formatted(position));
            }
            assertThat(position).isEqualTo(new Position(before.epoch(), before.sequence() + 1));
            reached = position;
        }

        @Override
        public String toString() {
            return "%s, confirmed=%s, ending=%s, reached=%s".formatted(topic, confirmed, ending, reached);
        }
    }
}
