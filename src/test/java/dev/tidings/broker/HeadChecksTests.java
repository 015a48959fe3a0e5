package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.support.InMemoryChangeLog;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests for {@link HeadChecks}. */
class HeadChecksTests {

    private static final Topic TOPIC = new Topic("notes", "1");
    private static final Topic OTHER = new Topic("notes", "2");

    private final InMemoryChangeLog log = new InMemoryChangeLog("e1");
    private final FakeStreams streams = new FakeStreams();
    private final HeadChecks checks = new HeadChecks(log, streams);

    @Test
    void repairsNothingThatHasComeAsFarAsItsHead() throws InterruptedException {
        log.append(TOPIC, 5);
        streams.reached(TOPIC, at(5));

        assertThat(checks.check()).isZero();
        assertThat(checks.check()).isZero();
        assertThat(streams.repairs()).isEmpty();
    }

    @Test
    void repairsAStreamThatIsBehindTheSameHeadTwice() throws InterruptedException {
        log.append(TOPIC, 5);
        log.append(OTHER, 1);
        streams.reached(TOPIC, at(4));
        streams.reached(OTHER, at(1));

        assertThat(checks.check()).isZero();
        assertThat(streams.repairs()).isEmpty();
        assertThat(checks.check()).isEqualTo(1);

        assertThat(streams.repairs()).containsExactly(Map.entry(TOPIC, at(5)));
    }

    @Test
    void toleratesAStreamThatIsOnlyALittleLateEveryTime() throws InterruptedException {
        for (int n = 1; n <= 5; n++) {
            log.append(TOPIC, 1);
            streams.reached(TOPIC, at(n - 1));
            assertThat(checks.check()).isZero();
        }

        assertThat(streams.repairs()).isEmpty();
    }

    @Test
    void repairsAgainWhatIsStillBehind() throws InterruptedException {
        log.append(TOPIC, 5);
        streams.reached(TOPIC, at(4));
        checks.check();
        checks.check();

        assertThat(checks.check()).isEqualTo(1);
        streams.reached(TOPIC, at(5));
        assertThat(checks.check()).isZero();

        assertThat(streams.repairs()).hasSize(2);
    }

    @Test
    void repairsAStreamOfAnotherNumbering() throws InterruptedException {
        log.append(TOPIC, 5);
        streams.reached(TOPIC, new Position("e0", 9));

        checks.check();

        assertThat(checks.check()).isEqualTo(1);
        assertThat(streams.repairs()).containsExactly(Map.entry(TOPIC, at(5)));
    }

    @Test
    void repairsEveryStreamAtOnceAfterAReconnect() throws InterruptedException {
        log.append(TOPIC, 5);
        log.append(OTHER, 1);
        streams.reached(TOPIC, at(4));
        streams.reached(OTHER, at(1));

        checks.repairAll();

        assertThat(streams.repairs()).containsExactlyInAnyOrder(Map.entry(TOPIC, at(5)), Map.entry(OTHER, at(1)));
    }

    @Test
    void looksAtMoreStreamsThanOneQueryReads() throws InterruptedException {
        IntStream.rangeClosed(1, 2_500)
                .mapToObj(n -> new Topic("notes", "n" + n))
                .forEach(topic -> {
                    log.append(topic, 1);
                    streams.reached(topic, at(0));
                });

        checks.check();

        assertThat(checks.check()).isEqualTo(2_500);
    }

    private static Position at(int sequence) {
        return new Position("e1", sequence);
    }
}
