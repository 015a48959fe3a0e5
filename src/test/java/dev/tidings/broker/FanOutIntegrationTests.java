package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Transport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Tests for two instances with PostgreSQL and RabbitMQ behind the broker relay. */
@Tag(RabbitMq.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FanOutIntegrationTests {

    private static final int CLIENTS = 20;
    private static final int WRITERS = 4;
    private static final int CHANGES = 2000;
    private static final int FOLDERS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final List<Instance> instances = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path storage) {
        String database = postgres.newDatabase();
        instances.add(Instance.behindRelay(storage, database, rabbitMq));
        instances.add(Instance.behindRelay(storage, database, rabbitMq));
    }

    @AfterAll
    void stop() {
        instances.forEach(Instance::close);
    }

    private Instance instance(int number) {
        return instances.get(number % instances.size());
    }

    private ChangeLog log() {
        return instance(0).bean(ChangeLog.class);
    }

    private static Topic topic() {
        return new Topic("notes", UUID.randomUUID().toString());
    }

    @Test
    void everyClientOnBothInstancesGetsExactlyTheChangesOfItsDestinations() throws Exception {
        List<Topic> topics = IntStream.range(0, 8).mapToObj(i -> topic()).toList();
        String home = instance(0).api().as("alice").home();
        var auditors = new ArrayList<Auditor>();
        for (int i = 0; i < CLIENTS; i++) {
            auditors.add(auditor(i, topics, new Topic("assets", home)));
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> write(writer, topics)));
            }
            writers.add(threads.submit(() -> createFolders(home)));
            for (Future<?> writer : writers) {
                writer.get();
            }
            var audits = new ArrayList<Future<?>>();
            ChangeLog complete = NumberedChanges.in(log(), instance(0).bean(JdbcClient.class));
            auditors.forEach(auditor -> audits.add(threads.submit(() -> auditor.audit(complete))));
            for (Future<?> audit : audits) {
                audit.get();
            }
        } finally {
            auditors.forEach(Auditor::close);
        }

        assertThat(auditors)
                .allSatisfy(auditor -> assertThat(auditor.received()).isEqualTo(logged(auditor)));
        assertThat(topics.stream()
                        .flatMap(topic -> entries(topic).stream())
                        .map(FanOutIntegrationTests::idOf)
                        .distinct())
                .hasSize(CHANGES);
        assertThat(entries(new Topic("assets", home))).hasSizeGreaterThanOrEqualTo(FOLDERS);
    }

    /** Every client reads three of the topics, the queue of its user, and every second one a folder. */
    private Auditor auditor(int number, List<Topic> topics, Topic home) {
        String user = number % 2 == 0 ? "alice" : "bob";
        Transport transport = switch (number) {
            case 0, 1 -> Transport.SOCKJS_WEBSOCKET;
            case 2, 3 -> Transport.SOCKJS_XHR_STREAMING;
            case 4 -> Transport.SOCKJS_XHR_POLLING;
            default -> Transport.WEBSOCKET;
        };
        // Of each user there are clients on both instances.
        Instance instance = instance(number / 2);
        var destinations = new ArrayList<Destination>(List.of(
                topics.get(number % 8),
                topics.get((number + 3) % 8),
                topics.get((number + 5) % 8),
                new UserQueue(user, "jobs")));
        if (user.equals("alice")) {
            destinations.add(home);
        }
        var client = StompTestClient.connected(instance.port(), transport, instance.token(user));
        return new Auditor(client, destinations);
    }

    /** Writes through both instances: in transactions of up to five changes, each to one or two topics or to a queue too. */
    private void write(int writer, List<Topic> topics) {
        var random = new Random(writer);
        int written = 0;
        while (written < CHANGES / WRITERS) {
            int count = Math.min(1 + random.nextInt(5), CHANGES / WRITERS - written);
            int from = written;
            List<String> ids = IntStream.range(from, from + count)
                    .mapToObj(i -> writer + "-" + i)
                    .toList();
            Topic first = topics.get(random.nextInt(topics.size()));
            Destination second = random.nextBoolean()
                    ? topics.get(random.nextInt(topics.size()))
                    : new UserQueue(random.nextBoolean() ? "alice" : "bob", "jobs");
            Destination[] destinations =
                    first.equals(second) ? new Destination[] {first} : new Destination[] {first, second};
            instance(writer + written).commit(ids, destinations);
            written += count;
        }
    }

    private void createFolders(String home) {
        List<Api> apis =
                instances.stream().map(instance -> instance.api().as("alice")).toList();
        for (int i = 0; i < FOLDERS; i++) {
            apis.get(i % apis.size()).folder(home, "folder-" + i);
        }
    }

    private List<ChangeLogEntry> entries(Destination destination) {
        return log().read(destination, 0, 10_000);
    }

    private Map<String, List<Long>> logged(Auditor auditor) {
        return auditor.destinations.stream()
                .collect(Collectors.toMap(
                        Destination::address,
                        destination -> entries(destination).stream()
                                .map(entry -> entry.position().sequence())
                                .filter(sequence -> sequence > auditor.start(destination))
                                .toList()));
    }

    private static String idOf(ChangeLogEntry entry) {
        String body = entry.body();
        int at = body.indexOf("\"id\":\"") + 6;
        return body.substring(at, body.indexOf('"', at));
    }

    @Test
    void clientsLearnThatRabbitMqIsGoneAndCatchUpAfterwards() {
        Topic topic = topic();
        Instance instance = instance(1);
        var received = new ArrayList<String>();
        Position reached;
        try (var client = StompTestClient.connected(instance.port(), instance.token("alice"))) {
            reached = Position.parse(client.subscribe("s", topic.address()).header("position"));
            instance(0).announce("before", topic);
            ServerFrame message = client.expectMessage("s");
            received.add(message.json().path("resource").path("id").asString());
            reached = new Position(message.header("epoch"), Long.parseLong(message.header("sequence")));

            rabbitMq.stop();

            assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
            client.expectClose(1011);
        }
        try (var client = StompTestClient.open(instance.port())) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n"
                    .formatted(instance.token("alice")));
            assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
            client.expectClose(1011);
        }
        List<String> missed =
                IntStream.range(0, 50).mapToObj(i -> "missed-" + i).toList();
        missed.forEach(id -> instance(id.length()).announce(id, topic));

        rabbitMq.start();
        instances.forEach(one -> one.awaitBroker(LIMIT));

        try (var client = StompTestClient.connected(instance.port(), instance.token("alice"))) {
            ServerFrame receipt = client.subscribe("s", topic.address(), "since:" + escaped(reached));
            assertThat(receipt.header("reset")).isEqualTo("use-changes");
            reached = catchUp(instance, topic, reached, received);
            assertThat(reached.sequence())
                    .isGreaterThanOrEqualTo(
                            Position.parse(receipt.header("position")).sequence());
            instance(0).announce("after", topic);
            while (!received.contains("after")) {
                ServerFrame message = client.expectMessage("s");
                long sequence = Long.parseLong(message.header("sequence"));
                if (sequence > reached.sequence()) {
                    assertThat(sequence).isEqualTo(reached.sequence() + 1);
                    reached = new Position(reached.epoch(), sequence);
                    received.add(message.json().path("resource").path("id").asString());
                }
            }
        }
        var expected = new ArrayList<String>(List.of("before"));
        expected.addAll(missed);
        expected.add("after");
        assertThat(received).isEqualTo(expected);
    }

    private static Position catchUp(Instance instance, Topic topic, Position from, Collection<String> received) {
        JsonNode stream = instance.api()
                .as("alice")
                .get("/api/changes?from=" + URLEncoder.encode(topic.address() + "@" + from, StandardCharsets.UTF_8))
                .json()
                .path("streams")
                .path(0);
        stream.path("changes")
                .forEach(entry -> received.add(
                        entry.path("change").path("resource").path("id").asString()));
        return Position.parse(stream.path("position").asString());
    }

    private static String escaped(Position position) {
        return position.epoch() + "\\c" + position.sequence();
    }

    @Test
    void clientsCannotShapeTheQueuesOfRabbitMq() {
        Topic topic = topic();
        Instance instance = instance(0);
        double dropped = instance.count("tidings.stomp.headers.dropped");
        try (var client = StompTestClient.connected(instance.port(), instance.token("alice"))) {
            client.subscribe(
                    "s",
                    topic.address(),
                    "x-queue-name:evil",
                    "durable:true",
                    "auto-delete:false",
                    "exclusive:false",
                    "persistent:true",
                    "x-queue-type:quorum",
                    "x-message-ttl:1",
                    "x-dead-letter-exchange:amq.topic",
                    "prefetch-count:1",
                    "ack:client");
            instance.announce("delivered", topic);
            client.expectMessage("s");

            String queue = rabbitMq.bindings("destination_name", "routing_key").stream()
                    .filter(row -> row.get(1).equals("notes." + topic.id()))
                    .map(List::getFirst)
                    .findAny()
                    .orElseThrow();
            assertThat(queue).startsWith("stomp-subscription-");
            List<List<String>> queues = rabbitMq.queues("name", "durable", "auto_delete", "arguments");
            assertThat(queues).noneMatch(row -> row.getFirst().contains("evil"));
            // RabbitMQ 4 writes down the default type of the virtual host.
            assertThat(queues)
                    .containsAnyOf(
                            List.of(queue, "false", "true", "[]"),
                            List.of(queue, "false", "true", "[{\"x-queue-type\",\"classic\"}]"));
            assertThat(rabbitMq.queues("name", "messages")).contains(List.of(queue, "0"));
            assertThat(instance.count("tidings.stomp.headers.dropped")).isEqualTo(dropped + 9);
        }
        await().until(() -> rabbitMq.bindings("routing_key").stream()
                .noneMatch(row -> row.getFirst().equals("notes." + topic.id())));
    }

    @Test
    void queuesOfUsersWhoseNamesLookAlikeNeverMix() {
        Instance instance = instance(0);
        List<String> users = List.of("a.jobs", "a=2Ejobs", "a", "A", "a*", "a#", "a/queue/jobs");
        var clients = new HashMap<String, StompTestClient>();
        try {
            for (String user : users) {
                var client = StompTestClient.connected(instance(user.length()).port(), instance.token(user));
                clients.put(user, client);
                client.subscribe("q", "/user/queue/jobs");
            }
            users.forEach(user -> instance.announce("for-" + user, new UserQueue(user, "jobs")));

            clients.forEach((user, client) -> {
                assertThat(client.expectMessage("q")
                                .json()
                                .path("resource")
                                .path("id")
                                .asString())
                        .isEqualTo("for-" + user);
                client.expectAlive();
            });
        } finally {
            clients.values().forEach(StompTestClient::close);
        }
    }

    /** A client that subscribes to destinations and then checks what it got against the change log. */
    private static final class Auditor implements AutoCloseable {

        private final StompTestClient client;
        private final List<Destination> destinations;
        private final Map<String, Long> starts = new HashMap<>();
        private final Map<String, List<Long>> received = new HashMap<>();

        Auditor(StompTestClient client, List<Destination> destinations) {
            this.client = client;
            this.destinations = destinations;
            for (Destination destination : destinations) {
                String position = client.subscribe(destination.address(), destination.address())
                        .header("position");
                starts.put(destination.address(), Position.parse(position).sequence());
                received.put(destination.address(), new ArrayList<>());
            }
        }

        long start(Destination destination) {
            return starts.getOrDefault(destination.address(), 0L);
        }

        Map<String, List<Long>> received() {
            return received;
        }

        /** Takes messages until every stream has reached its head; each is the next, or one that came before. */
        void audit(ChangeLog log) {
            var missing = new HashMap<String, Long>();
            log.heads(destinations).forEach((destination, head) -> missing.put(destination.address(), head.sequence()));
            missing.entrySet().removeIf(head -> head.getValue() <= reached(head.getKey()));
            while (!missing.isEmpty()) {
                if (!(client.next() instanceof ServerFrame frame)) {
                    throw new AssertionError("The session ended while these were missing: " + missing);
                }
                take(frame.header("destination"), Long.parseLong(frame.header("sequence")));
                missing.entrySet().removeIf(head -> head.getValue() <= reached(head.getKey()));
            }
        }

        private void take(String destination, long sequence) {
            long reached = reached(destination);
            if (sequence > reached) {
                assertThat(sequence).as(destination).isEqualTo(reached + 1);
                received.getOrDefault(destination, List.of()).add(sequence);
            }
        }

        private long reached(String destination) {
            List<Long> sequences = received.getOrDefault(destination, List.of());
            return sequences.isEmpty() ? starts.getOrDefault(destination, 0L) : sequences.getLast();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
