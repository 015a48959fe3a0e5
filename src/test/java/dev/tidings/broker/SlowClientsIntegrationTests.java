package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.ReluctantClient;
import dev.tidings.support.StompTestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for clients that take little or nothing, beside others that take everything. */
@Tag(RabbitMq.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsIntegrationTests {

    private static final int HEALTHY = 5;
    private static final int QUEUE_BYTES = 64 * 1024;
    private static final int BODY_BYTES = 20_000;
    private static final int BURST = 20;
    private static final int BURSTS = 15;
    /** More than the buffers of the operating system hold. */
    private static final int BACKLOG = 300;

    private static final Duration WRITE_AGE = Duration.ofSeconds(8);
    private static final Duration CATCH_UP = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private Instance instance;

    @BeforeAll
    void start(@TempDir Path storage) {
        instance = Instance.onRabbitMq(
                storage,
                postgres.newDatabase(),
                rabbitMq,
                "--tidings.session.queue.size=64KB",
                "--tidings.session.queue.age=" + WRITE_AGE.toSeconds() + "s");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @Test
    void clientsThatTakeNothingAreEndedAndTheOthersGetEverything() throws IOException {
        Topic topic = topic();
        double ended = tooSlow(instance);
        List<Auditor> healthy = healthy(topic);
        try (var _ = new ReluctantClient(instance.port(), instance.token("bob"), topic);
                var slow = new ReluctantClient(instance.port(), instance.token("bob"), topic)) {
            Thread reader = Thread.ofVirtual().start(slow::readAByteASecond);
            long largest = 0;
            for (int i = 0; i < BURSTS; i++) {
                Auditor.assertExact(healthy, write(topic, BURST), LIMIT);
                largest = Math.max(largest, (long) instance.gauge("tidings.queue.size"));
            }

            assertThat(largest).isLessThanOrEqualTo((HEALTHY + 2L) * QUEUE_BYTES);
            await().atMost(WRITE_AGE.multipliedBy(3)).until(() -> instance.gauge("tidings.sessions") == HEALTHY);
            assertThat(tooSlow(instance)).isEqualTo(ended + 2);
            reader.interrupt();
            Auditor.assertExact(healthy, write(topic, BURST), LIMIT);
        } finally {
            healthy.forEach(Auditor::close);
        }
    }

    @Test
    void aClientThatPausesGetsEverythingOnceWhenItReadsOn() throws IOException {
        Topic topic = topic();
        List<Auditor> healthy = healthy(topic);
        try (var pausing = new ReluctantClient(instance.port(), instance.token("bob"), topic)) {
            double replayed = instance.count("tidings.replayed");
            Map<Destination, Position> heads = write(topic, BACKLOG);
            Auditor.assertExact(healthy, heads, LIMIT);

            List<Long> sequences = pausing.readUntil(BACKLOG);

            assertThat(sequences)
                    .isEqualTo(LongStream.rangeClosed(1, BACKLOG).boxed().toList());
            assertThat(instance.count("tidings.replayed")).isGreaterThan(replayed);
        } finally {
            healthy.forEach(Auditor::close);
        }
    }

    @Test
    void aClientThatReadsSlowerThanItsStreamIsEnded() throws Exception {
        Topic topic = topic();
        // No write takes long, so only the lag can end the client.
        try (var lagging = Instance.own(
                        SmallBuffers.class,
                        "--tidings.session.queue.size=64KB",
                        "--tidings.session.queue.age=1h",
                        "--tidings.session.queue.catch-up=" + CATCH_UP.toSeconds() + "s");
                var slow = new ReluctantClient(lagging.port(), lagging.token("bob"), topic)) {
            Thread reader = Thread.ofVirtual().start(slow::readTenMessagesASecond);

            lagging.announceLarge(topic, BACKLOG, BODY_BYTES);

            await().atMost(LIMIT).until(() -> lagging.gauge("tidings.sessions") == 0);
            assertThat(reader.join(LIMIT)).isTrue();
            assertThat(tooSlow(lagging)).isEqualTo(1);
        }
    }

    private List<Auditor> healthy(Topic topic) {
        List<Auditor> healthy = IntStream.range(0, HEALTHY)
                .mapToObj(i -> new Auditor(
                        session -> StompTestClient.connected(instance.port(), instance.token("alice")),
                        List.of(topic),
                        Promise.STAYS))
                .toList();
        healthy.forEach(Auditor::awaitSubscribed);
        return healthy;
    }

    private static double tooSlow(Instance instance) {
        return instance.count("tidings.closes", "code", "4408");
    }

    private static Topic topic() {
        return new Topic("notes", UUID.randomUUID().toString());
    }

    private Map<Destination, Position> write(Topic topic, int changes) {
        return instance.announceLarge(topic, changes, BODY_BYTES);
    }
}
