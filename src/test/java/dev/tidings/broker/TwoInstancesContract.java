package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.Api;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What two instances with PostgreSQL and RabbitMQ give their clients together, whatever fans out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoInstancesContract {

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

    /** Starts one instance of the mode under test. */
    abstract Instance start(Path storage, String database);

    /** Returns what a client may rely on in the mode under test. */
    abstract Promise promise();

    @BeforeAll
    void startBoth(@TempDir Path storage) {
        String database = postgres.newDatabase();
        instances.add(start(storage, database));
        instances.add(start(storage, database));
    }

    @AfterAll
    void stop() {
        instances.forEach(Instance::close);
    }

    List<Instance> instances() {
        return instances;
    }

    Instance instance(int number) {
        return instances.get(number % instances.size());
    }

    private ChangeLog log() {
        return instance(0).bean(ChangeLog.class);
    }

    static Topic topic() {
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
            auditors.forEach(Auditor::awaitSubscribed);
            var writers = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> write(writer, topics)));
            }
            writers.add(threads.submit(() -> createFolders(home)));
            for (Future<?> writer : writers) {
                writer.get();
            }
            Auditor.assertExact(auditors, NumberedChanges.in(log(), instance(0).bean(JdbcClient.class)), LIMIT);
        } finally {
            auditors.forEach(Auditor::close);
        }

        assertThat(topics.stream()
                        .flatMap(topic -> entries(topic).stream())
                        .map(TwoInstancesContract::idOf)
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
        return new Auditor(
                session -> StompTestClient.connected(instance.port(), transport, instance.token(user)),
                destinations,
                promise());
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

    private static String idOf(ChangeLogEntry entry) {
        String body = entry.body();
        int at = body.indexOf("\"id\":\"") + 6;
        return body.substring(at, body.indexOf('"', at));
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

    @Test
    void aUserWithTabsOnTwoInstancesGetsEachMessageOncePerTab() {
        var queue = new UserQueue("tabs-" + UUID.randomUUID(), "jobs");
        List<String> ids = IntStream.range(0, 20).mapToObj(i -> "job-" + i).toList();
        var tabs = new ArrayList<StompTestClient>();
        try {
            for (int i = 0; i < 4; i++) {
                var tab = StompTestClient.connected(
                        instance(i).port(), instance(i).token(queue.user()));
                tabs.add(tab);
                tab.subscribe("q", queue.address());
            }
            for (int i = 0; i < ids.size(); i++) {
                instance(i).commit(List.of(ids.get(i)), queue);
                NumberedChanges.in(log(), instance(0).bean(JdbcClient.class));
            }

            assertThat(tabs).allSatisfy(tab -> {
                assertThat(ids)
                        .allSatisfy(id -> assertThat(tab.expectMessage("q")
                                        .json()
                                        .path("resource")
                                        .path("id")
                                        .asString())
                                .isEqualTo(id));
                tab.expectAlive();
            });
        } finally {
            tabs.forEach(StompTestClient::close);
        }
    }
}
