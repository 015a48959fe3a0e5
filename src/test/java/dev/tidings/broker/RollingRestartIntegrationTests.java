package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.session.Drain;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.RawWebSocket;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Writers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for two instances that are restarted one after the other, under load. */
@Tag(RabbitMq.TAG)
class RollingRestartIntegrationTests {

    private static final int CLIENTS = 300;
    private static final int TOPICS = 10;
    private static final Duration DRAIN_WINDOW = Duration.ofSeconds(3);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final AtomicReferenceArray<Instance> instances = new AtomicReferenceArray<>(2);

    @Test
    void nobodyLosesAnythingInARollingRestart(@TempDir Path storage, TestReporter report)
            throws IOException, InterruptedException {
        String database = postgres.newDatabase();
        List<Topic> topics = IntStream.range(0, TOPICS)
                .mapToObj(i -> new Topic("notes", UUID.randomUUID().toString()))
                .toList();
        // Writes all the time, and has no clients.
        Instance writer = start(storage, database);
        instances.set(0, start(storage, database));
        instances.set(1, start(storage, database));
        String token = writer.token("alice");
        var clients = new ArrayList<Auditor>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                clients.add(new Auditor(
                        session -> StompTestClient.connected(
                                instances.get((first + session) % 2).port(), token),
                        List.of(topics.get(i % TOPICS)),
                        Promise.RECONNECTS));
            }
            clients.forEach(Auditor::awaitSubscribed);
            try (var writers = new Writers(List.of(writer), topics, Duration.ofMillis(30))) {
                Auditor.awaitMore(clients, 2, LIMIT);

                for (int i = 0; i < 2; i++) {
                    drain(instances.get(i));
                    instances.set(i, start(storage, database));
                }

                Auditor.awaitMore(clients, 2, LIMIT);
                Auditor.assertExact(clients, writers.assertLogged(writer), LIMIT);
            }
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.sessions()).isGreaterThan(1));
            Duration longest = clients.stream()
                    .map(Auditor::longestSilence)
                    .max(Duration::compareTo)
                    .orElseThrow();
            report.publishEntry("longest time without updates", longest.toString());
            assertThat(longest).isLessThan(LONGEST_SILENCE);
        } finally {
            clients.forEach(Auditor::close);
            instances.get(0).close();
            instances.get(1).close();
            writer.close();
        }
    }

    private static Instance start(Path storage, String database) {
        return Instance.onRabbitMq(
                storage,
                database,
                rabbitMq,
                "--tidings.session.per-user=1000",
                "--tidings.session.drain-window=" + DRAIN_WINDOW.toSeconds() + "s");
    }

    /** Stops an instance, and asserts that it turns new clients away meanwhile. */
    private static void drain(Instance instance) throws IOException, InterruptedException {
        Thread closing = Thread.ofVirtual().start(instance::close);
        await().until(instance.bean(Drain.class)::isDraining);
        try (var late = RawWebSocket.open(instance.port())) {
            assertThat(late.response().getFirst()).contains(" 503 ");
            assertThat(late.response()).anyMatch(line -> line.matches("(?i)retry-after: [1-9]\\d*"));
        }
        assertThat(closing.join(LIMIT)).isTrue();
    }
}
