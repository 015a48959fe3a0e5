package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.NumberedEntries;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Writers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for what two instances and their clients make of a RabbitMQ that fails under load. */
@Tag(RabbitMq.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitMqFaultsIntegrationTests {

    private static final int CLIENTS = 12;
    private static final Duration WRITE_INTERVAL = Duration.ofMillis(20);
    private static final Duration HEAD_CHECK = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Messages that each client must get while RabbitMQ is away, long after what was under way has arrived. */
    private static final int MANY = 100;

    private static final Duration OUTAGE = Duration.ofSeconds(10);

    /** Longer than it takes to find out by heartbeats that nobody answers. */
    private static final Duration FREEZE = Duration.ofSeconds(20);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final List<Instance> instances = new ArrayList<>();
    private final List<Auditor> auditors = new ArrayList<>();
    private List<Topic> topics = List.of();
    private Writers writers;

    @BeforeAll
    void start(@TempDir Path storage) {
        String database = postgres.newDatabase();
        for (int i = 0; i < 2; i++) {
            instances.add(Instance.onRabbitMq(
                    storage,
                    database,
                    rabbitMq,
                    "--tidings.broker.head-check-interval=" + HEAD_CHECK.toMillis() + "ms",
                    "--tidings.changelog.publication-timeout=2s"));
        }
    }

    @BeforeEach
    void load() {
        instances.forEach(instance -> instance.awaitConsuming(LIMIT));
        topics = IntStream.range(0, 4)
                .mapToObj(i -> new Topic("notes", UUID.randomUUID().toString()))
                .toList();
        for (int i = 0; i < CLIENTS; i++) {
            Instance instance = instances.get(i % 2);
            auditors.add(new Auditor(
                    number -> StompTestClient.connected(instance.port(), instance.token("alice")),
                    List.of(topics.get(i % 4), topics.get((i + 1) % 4)),
                    Promise.STAYS));
        }
        auditors.forEach(Auditor::awaitSubscribed);
        writers = new Writers(instances, topics, WRITE_INTERVAL);
        Auditor.awaitMore(auditors, MANY, LIMIT);
    }

    @AfterEach
    void unload() {
        writers.close();
        auditors.forEach(Auditor::close);
        auditors.clear();
        rabbitMq.ensureRunning();
    }

    @AfterAll
    void stop() {
        instances.forEach(Instance::close);
    }

    @Test
    void clientsStayAndGetEverythingWhileRabbitMqIsStopped() {
        rabbitMq.stop();
        endure(OUTAGE);
        rabbitMq.start();

        assertEverythingCameOverRabbitMq();
    }

    @Test
    void clientsStayAndGetEverythingWhileRabbitMqIsFrozen() {
        rabbitMq.pause();
        endure(FREEZE);
        assertThat(instances)
                .allSatisfy(instance ->
                        assertThat(instance.gauge("tidings.rabbitmq.consuming")).isZero());
        rabbitMq.resume();

        assertEverythingCameOverRabbitMq();
    }

    @Test
    void clientsGetEverythingWhileRabbitMqTakesNothing() {
        rabbitMq.raiseMemoryAlarm();
        try {
            await().atMost(LIMIT).until(this::isBlocked);
            long published = published();
            Auditor.awaitMore(auditors, MANY, LIMIT);
            assertThat(published()).as("published under the alarm").isLessThanOrEqualTo(published);
        } finally {
            rabbitMq.clearMemoryAlarm();
        }

        assertEverythingCameOverRabbitMq();
    }

    @Test
    void clientsStayAndGetEverythingWhenRabbitMqIsKilledUnderAnAlarm() {
        rabbitMq.raiseMemoryAlarm();
        await().atMost(LIMIT).until(this::isBlocked);
        rabbitMq.kill();
        Auditor.awaitMore(auditors, MANY, LIMIT);
        rabbitMq.start();

        assertEverythingCameOverRabbitMq();
    }

    @Test
    void clientsGetWhatRabbitMqDrops() {
        rabbitMq.unbindInstances();
        Auditor.awaitMore(auditors, MANY, LIMIT);
        rabbitMq.bindInstances();

        assertEverythingCameOverRabbitMq();
    }

    @Test
    void aSingleMessageThatRabbitMqDropsComesAfterTwoHeadChecks() {
        Map<? extends Destination, Position> before = writers.assertLogged(instances.getFirst());
        Auditor.assertExact(auditors, before, LIMIT);
        await().atMost(LIMIT).until(() -> published() >= lastId());
        double repairs = repairs();
        rabbitMq.unbindInstances();
        try {
            instances.getFirst().announce("dropped", topics.getFirst());
            await().atMost(LIMIT).until(() -> published() >= lastId());
            Map<Destination, Position> heads =
                    instances.getFirst().bean(ChangeLog.class).heads(topics);

            Auditor.assertExact(auditors, heads, HEAD_CHECK.multipliedBy(4));
            assertThat(repairs()).isGreaterThan(repairs);
        } finally {
            rabbitMq.bindInstances();
        }
    }

    @Test
    void oneOfTheInstancesPublishes() {
        await().atMost(LIMIT)
                .until(() -> instances.stream()
                                .mapToDouble(instance -> instance.gauge("tidings.publication.lease"))
                                .sum()
                        == 1);
    }

    private double repairs() {
        return instances.stream()
                .mapToDouble(instance -> instance.count("tidings.repairs"))
                .sum();
    }

    /** Has the clients get more for as long as an outage lasts. */
    private void endure(Duration outage) {
        long begin = System.nanoTime();
        do {
            Auditor.awaitMore(auditors, MANY, LIMIT);
        } while (System.nanoTime() - begin < outage.toNanos());
    }

    private void assertEverythingCameOverRabbitMq() {
        awaitRabbitMq();
        Auditor.awaitMore(auditors, MANY, LIMIT);
        assertEverythingCame();
    }

    private boolean isBlocked() {
        return instances.stream().anyMatch(instance -> instance.gauge("tidings.rabbitmq.blocked") == 1);
    }

    /** Waits until messages come over RabbitMQ again, and nothing is read from the change log in their place. */
    private void awaitRabbitMq() {
        instances.forEach(instance -> instance.awaitConsuming(LIMIT));
        await().atMost(LIMIT).until(() -> !isBlocked());
        long last = lastId();
        await().atMost(LIMIT).until(() -> published() >= last);
    }

    private long lastId() {
        return instances.getFirst().bean(NumberedEntries.class).lastId();
    }

    private long published() {
        return instances.getFirst().bean(NumberedEntries.class).publishedId();
    }

    private void assertEverythingCame() {
        Auditor.assertExact(auditors, writers.assertLogged(instances.getFirst()), LIMIT);
    }
}
