package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.ReluctantClient;
import dev.tidings.support.ReluctantSockJsClient;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests for clients of SockJS that take little or nothing: a write to them blocks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowSockJsClientsIntegrationTests {

    private static final List<Transport> HEALTHY =
            List.of(Transport.SOCKJS_XHR_STREAMING, Transport.SOCKJS_XHR_STREAMING, Transport.WEBSOCKET);

    private static final int QUEUE_BYTES = 64 * 1024;
    private static final int BODY_BYTES = 20_000;
    private static final int BURST = 20;
    private static final int BURSTS = 10;
    private static final int BACKLOG = 100;

    private static final Duration WRITE_AGE = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Instance instance;

    @BeforeAll
    void start() {
        instance = Instance.own(
                SmallBuffers.class,
                "--tidings.session.queue.size=64KB",
                "--tidings.session.queue.age=" + WRITE_AGE.toSeconds() + "s");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @Test
    void clientsThatTakeNothingAreEndedAndComeBackWithoutLoss() throws IOException {
        Topic topic = topic();
        double ended = tooSlow();
        List<Auditor> healthy = healthy(topic);
        try (var silent = new ReluctantSockJsClient(instance.port(), instance.token("bob"), topic);
                var slow = new ReluctantSockJsClient(instance.port(), instance.token("bob"), topic);
                var _ = ReluctantClient.overSockJs(instance.port(), instance.token("bob"), topic)) {
            Auditor.assertExact(healthy, write(topic, BURST), LIMIT);
            assertThat(silent.readUntil(3)).containsExactly(1L, 2L, 3L);
            Thread reader = Thread.ofVirtual().start(slow::readAByteASecond);
            long largest = 0;
            for (int i = 0; i < BURSTS; i++) {
                Auditor.assertExact(healthy, write(topic, BURST), LIMIT);
                largest = Math.max(largest, (long) instance.gauge("tidings.queue.size"));
            }

            assertThat(largest).isLessThanOrEqualTo((HEALTHY.size() + 3L) * QUEUE_BYTES);
            await().atMost(WRITE_AGE.multipliedBy(2)).until(() -> instance.gauge("tidings.sessions") == HEALTHY.size());
            assertThat(tooSlow()).isEqualTo(ended + 3);
            reader.interrupt();
            write(topic, BURST);
            assertReplayed(topic, 3, instance.bean(ChangeLog.class).head(topic));
            Auditor.assertExact(healthy, instance.bean(ChangeLog.class), LIMIT);
        } finally {
            healthy.forEach(Auditor::close);
        }
    }

    private void assertReplayed(Topic topic, long after, Position head) {
        try (var back =
                StompTestClient.connected(instance.port(), Transport.SOCKJS_XHR_STREAMING, instance.token("bob"))) {
            back.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nsince:%s\\c%d\n\n"
                    .formatted(topic.address(), head.epoch(), after));
            for (long next = after + 1; next <= head.sequence(); next++) {
                assertThat(back.expectMessage("s").header("sequence")).isEqualTo(String.valueOf(next));
            }
            assertThat(back.expectReceipt("r").header("position")).isEqualTo(head.toString());
        }
    }

    @Test
    void aClientThatPausesGetsEverythingOnceWhenItReadsOn() throws IOException {
        Topic topic = topic();
        List<Auditor> healthy = healthy(topic);
        try (var pausing = new ReluctantSockJsClient(instance.port(), instance.token("bob"), topic)) {
            Auditor.assertExact(healthy, write(topic, BACKLOG), LIMIT);

            assertThat(pausing.readUntil(BACKLOG))
                    .isEqualTo(LongStream.rangeClosed(1, BACKLOG).boxed().toList());
        } finally {
            healthy.forEach(Auditor::close);
        }
    }

    private List<Auditor> healthy(Topic topic) {
        List<Auditor> healthy = HEALTHY.stream()
                .map(transport -> new Auditor(
                        session -> StompTestClient.connected(instance.port(), transport, instance.token("alice")),
                        List.of(topic),
                        Promise.STAYS))
                .toList();
        healthy.forEach(Auditor::awaitSubscribed);
        return healthy;
    }

    private double tooSlow() {
        return instance.count("tidings.closes", "code", "4408");
    }

    private static Topic topic() {
        return new Topic("notes", UUID.randomUUID().toString());
    }

    private Map<Destination, Position> write(Topic topic, int changes) {
        return instance.announceLarge(topic, changes, BODY_BYTES);
    }
}
