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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for two instances that are restarted one after the other, under load. */
@Tag(RabbitMq.TAG)
class RollingRestartIntegrationTests {

    private static final int CLIENTS = 2_000;
    private static final int TOPICS = 5;
    private static final int HANDSHAKES_PER_SECOND = 500;
    private static final Duration DRAIN_WINDOW = Duration.ofSeconds(12);
    private static final Duration WRITE_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final AtomicReferenceArray<Instance> instances = new AtomicReferenceArray<>(2);
    private final List<Topic> topics = IntStream.range(0, TOPICS)
            .mapToObj(i -> new Topic("notes", UUID.randomUUID().toString()))
            .toList();

    private List<Auditor> clients = List.of();
    private Instance writer;
    private Path storage;
    private String database;

    @BeforeEach
    void start(@TempDir Path folder) {
        storage = folder;
        database = postgres.newDatabase();
        // Writes all the time, and has no clients.
        writer = instance();
        instances.set(0, instance());
        instances.set(1, instance());
    }

    @AfterEach
    void stop() {
        clients.forEach(Auditor::close);
        instances.get(0).close();
        instances.get(1).close();
        writer.close();
    }

    private Instance instance() {
        return Instance.onRabbitMq(
                storage,
                database,
                rabbitMq,
                // Until the server has noticed that a client left, it has two.
                "--tidings.session.per-user=" + 2 * CLIENTS,
                "--tidings.session.handshakes-per-second=" + HANDSHAKES_PER_SECOND,
                "--tidings.session.drain-window=" + DRAIN_WINDOW.toSeconds() + "s");
    }

    @Test
    void nobodyLosesAnythingInARollingRestart(TestReporter report) throws IOException, InterruptedException {
        arriveTogether(report);
        try (var writers = Writers.steady(writer, topics, WRITE_INTERVAL)) {
            Auditor.awaitMore(clients, 2, LIMIT);

            restart(0, report);
            restart(1, report);

            Auditor.awaitMore(clients, 2, LIMIT);
            Auditor.assertExact(clients, writers.assertLogged(writer), LIMIT);
        }
        assertThat(clients).allSatisfy(client -> assertThat(client.sessions()).isGreaterThan(1));
        Duration longest = clients.stream()
                .map(Auditor::longestSilence)
                .max(Duration::compareTo)
                .orElseThrow();
        report.publishEntry("longest time without updates", longest.toString());
        assertThat(longest).isLessThan(LONGEST_SILENCE);
        clients.forEach(Auditor::close);
        // Otherwise the instances would end over the whole window, for the sake of the last few.
        await().atMost(LIMIT)
                .until(() ->
                        IntStream.range(0, 2).allMatch(i -> instances.get(i).gauge("tidings.sessions") == 0));
    }

    /** Opens all clients at once, more than the instances take in a second. */
    private void arriveTogether(TestReporter report) throws InterruptedException {
        String token = writer.token("alice");
        try (var one = new HandshakeRate(instances.get(0));
                var other = new HandshakeRate(instances.get(1))) {
            clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> new Auditor(
                            session -> StompTestClient.connected(
                                    instances.get((i + session) % 2).port(), token),
                            List.of(topics.get(i % TOPICS)),
                            Promise.RECONNECTS))
                    .toList();
            clients.forEach(Auditor::awaitSubscribed);

            for (HandshakeRate rate : List.of(one, other)) {
                rate.stop();
                report.publishEntry("handshakes per second when all arrive", "%.0f".formatted(rate.highest()));
                report.publishEntry("turned away when all arrive", "%.0f".formatted(rate.refused()));
                // What may come at once, and what may come in the second after that.
                assertThat(rate.highest()).isLessThanOrEqualTo(2 * HANDSHAKES_PER_SECOND);
            }
        }
    }

    /** Replaces an instance once its clients are at the other one, and asserts that they came one after the other. */
    private void restart(int number, TestReporter report) throws IOException, InterruptedException {
        Instance other = instances.get(1 - number);
        try (var rate = new HandshakeRate(other)) {
            int before = (int) other.gauge("tidings.sessions");
            drain(instances.get(number));
            await().atMost(LIMIT).until(() -> other.gauge("tidings.sessions") == CLIENTS);
            rate.stop();

            report.publishEntry("handshakes per second in a restart", "%.0f".formatted(rate.highest()));
            report.publishEntry("turned away in a restart", "%.0f".formatted(rate.refused()));
            assertThat(rate.highest()).isLessThanOrEqualTo(HANDSHAKES_PER_SECOND);
            // A slow machine makes some come later, and none earlier.
            assertThat(rate.acceptedWithin(DRAIN_WINDOW.dividedBy(3)))
                    .as("handshakes in the first third of the window")
                    .isLessThan((CLIENTS - before) / 2.0);
        }
        instances.set(number, instance());
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
