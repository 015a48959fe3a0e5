package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Tests for {@link Sessions}. */
class SessionsTests {

    private static final int PER_USER = 3;
    private static final int PER_ADDRESS = 2;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Sessions sessions = new Sessions(properties(), metrics);

    static SessionProperties properties() {
        var queue = new SessionProperties.Queue(
                DataSize.ofMegabytes(1), Duration.ofSeconds(20), Duration.ofSeconds(60), true);
        var inbound = new SessionProperties.Inbound(100, 500, DataSize.ofKilobytes(256), DataSize.ofMegabytes(1));
        return new SessionProperties(PER_USER, PER_ADDRESS, 500, Duration.ofSeconds(20), Duration.ZERO, inbound, queue);
    }

    @Test
    void grantsAUserTheLimitAndNotOneMore() {
        for (int i = 0; i < PER_USER; i++) {
            assertThat(sessions.claim("alice")).isTrue();
        }

        assertThat(sessions.claim("alice")).isFalse();
        assertThat(sessions.claim("bob")).isTrue();
    }

    @Test
    void grantsAgainWhatWasGivenBack() {
        for (int i = 0; i < PER_USER; i++) {
            sessions.claim("alice");
        }
        sessions.claim("alice");

        sessions.giveBack("alice");

        assertThat(sessions.claim("alice")).isTrue();
        assertThat(sessions.claim("alice")).isFalse();
    }

    @Test
    void startsAfreshWhenEverythingWasGivenBack() {
        sessions.claim("alice");
        sessions.giveBack("alice");
        sessions.giveBack("alice");

        for (int i = 0; i < PER_USER; i++) {
            assertThat(sessions.claim("alice")).isTrue();
        }
        assertThat(sessions.claim("alice")).isFalse();
    }

    @Test
    void neverGrantsMoreThanTheLimitToThreadsThatRace() throws Exception {
        int threads = 8;
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        var start = new CountDownLatch(1);
        var racing = new ArrayList<Future<?>>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                racing.add(executor.submit(() -> {
                    start.await();
                    for (int i = 0; i < 2_000; i++) {
                        if (sessions.claim("alice")) {
                            most.accumulateAndGet(held.incrementAndGet(), Math::max);
                            held.decrementAndGet();
                            sessions.giveBack("alice");
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : racing) {
                one.get();
            }
        }

        assertThat(most.get()).isBetween(1, PER_USER);
        for (int i = 0; i < PER_USER; i++) {
            assertThat(sessions.claim("alice")).isTrue();
        }
        assertThat(sessions.claim("alice")).isFalse();
    }

    @Test
    void grantsAnAddressTheLimitAndNotOneMore() {
        assertThat(sessions.claimAddress("10.0.0.1")).isTrue();
        assertThat(sessions.hasRoomFor("10.0.0.1")).isTrue();
        assertThat(sessions.claimAddress("10.0.0.1")).isTrue();

        assertThat(sessions.hasRoomFor("10.0.0.1")).isFalse();
        assertThat(sessions.claimAddress("10.0.0.1")).isFalse();
        assertThat(sessions.claimAddress("10.0.0.2")).isTrue();
        sessions.giveBackAddress("10.0.0.1");
        assertThat(sessions.claimAddress("10.0.0.1")).isTrue();
    }

    @Test
    void findsASessionUntilItIsRemoved() {
        var session = new FakeSession("a", 1_000);
        sessions.add(session);

        assertThat(sessions.find("a")).isSameAs(session);
        assertThat(sessions.all()).isEqualTo(List.of(session));
        sessions.remove(session);
        assertThat(sessions.find("a")).isNull();
        assertThat(sessions.all()).isEmpty();
    }

    @Test
    void removesNoOtherSessionOfTheSameId() {
        var later = new FakeSession("a", 1_000);
        sessions.add(later);

        sessions.remove(new FakeSession("a", 1_000));

        assertThat(sessions.find("a")).isSameAs(later);
    }

    @Test
    void measuresWhatWaitsOverAllSessions() {
        var first = new FakeSession("a", 1_000);
        var second = new FakeSession("b", 1_000);
        List.of(first, second).forEach(session -> {
            sessions.add(session);
            session.wire().hold();
            session.queue().send("12345".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(metrics.get("tidings.sessions").gauge().value()).isEqualTo(2);
        assertThat(metrics.get("tidings.queue.size").gauge().value()).isEqualTo(10);
        first.wire().complete();
        assertThat(metrics.get("tidings.queue.size").gauge().value()).isEqualTo(5);
    }

    @Test
    void countsTheEndsOfSessionsByTheirCode() {
        sessions.ended(4408);
        sessions.ended(4408);
        sessions.ended(1012);

        assertThat(metrics.counter("tidings.closes", "code", "4408").count()).isEqualTo(2);
        assertThat(metrics.counter("tidings.closes", "code", "1012").count()).isEqualTo(1);
    }

    @Test
    void countsEveryCodeOfTheWireFromTheBeginning() {
        assertThat(Arrays.stream(ErrorCode.values())
                        .map(error -> Integer.toString(error.closeStatus().getCode())))
                .allSatisfy(code -> assertThat(closes(code)).isZero());
    }

    @Test
    void countsCodesThatAClientMadeUpAsOne() {
        sessions.ended(4408);
        for (int code = 4900; code < 4999; code++) {
            sessions.ended(code);
        }

        assertThat(closes("4408")).isEqualTo(1);
        assertThat(closes("other")).isEqualTo(99);
        assertThat(metrics.find("tidings.closes").counters())
                .extracting(counter -> counter.getId().getTag("code"))
                .doesNotContain("4900");
    }

    private double closes(String code) {
        Counter counter = metrics.get("tidings.closes").tag("code", code).counter();
        return counter.count();
    }
}
