package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.broker.Conflation.Outcome;
import dev.tidings.change.ChangeKey;
import dev.tidings.destination.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link Conflation}. */
class ConflationTests {

    private static final Topic TOPIC = new Topic("jobs", "1");
    private static final ChangeKey JOB = new ChangeKey("job", "1");
    private static final ChangeKey OTHER_JOB = new ChangeKey("job", "2");
    private static final ChangeKey NOTE = new ChangeKey("note", "1");

    private final Conflation conflation = new Conflation(key -> key.type().equals("job") ? 1_000 : 50);

    @Test
    void letsOneOfAKeyThroughPerInterval() {
        assertThat(offer(JOB, "a", 0)).isEqualTo(Outcome.DUE);
        assertThat(offer(JOB, "b", 1)).isEqualTo(Outcome.WAITING);
        assertThat(due(999)).isEmpty();
        assertThat(due(1_000)).containsExactly("b");
        assertThat(offer(JOB, "c", 1_001)).isEqualTo(Outcome.WAITING);
        assertThat(due(1_999)).isEmpty();
        assertThat(due(2_000)).containsExactly("c");
        assertThat(due(3_000)).isEmpty();
        assertThat(offer(JOB, "d", 3_001)).isEqualTo(Outcome.DUE);
    }

    @Test
    void keepsTheNewestOfAKey() {
        offer(JOB, "a", 0);

        assertThat(offer(JOB, "b", 1)).isEqualTo(Outcome.WAITING);
        assertThat(offer(JOB, "c", 2)).isEqualTo(Outcome.REPLACED);
        assertThat(offer(JOB, "d", 3)).isEqualTo(Outcome.REPLACED);

        assertThat(due(1_000)).containsExactly("d");
    }

    @Test
    void keepsKeysApart() {
        assertThat(offer(JOB, "a", 0)).isEqualTo(Outcome.DUE);
        assertThat(offer(OTHER_JOB, "b", 0)).isEqualTo(Outcome.DUE);
        offer(JOB, "c", 1);
        offer(OTHER_JOB, "d", 2);

        assertThat(due(1_000)).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void hasAnIntervalPerType() {
        offer(JOB, "a", 0);
        offer(NOTE, "b", 0);
        offer(JOB, "c", 1);
        offer(NOTE, "d", 1);

        assertThat(due(50)).containsExactly("d");
        assertThat(due(999)).isEmpty();
        assertThat(due(1_000)).containsExactly("c");
    }

    @Test
    void neverConflatesWithoutAKey() {
        for (int i = 0; i < 10; i++) {
            assertThat(offer(null, "a", 0)).isEqualTo(Outcome.DUE);
        }

        assertThat(conflation.isIdle()).isTrue();
    }

    @Test
    void dropsAnUpdateThatWaitsWhenAnEntryOfItsKeyComes() {
        offer(JOB, "a", 0);
        offer(JOB, "b", 1);
        offer(OTHER_JOB, "c", 1);
        offer(OTHER_JOB, "d", 2);

        assertThat(conflation.purge(JOB)).isTrue();

        assertThat(conflation.purge(JOB)).isFalse();
        assertThat(due(5_000)).containsExactly("d");
    }

    @Test
    void isIdleOnceAllIntervalsAreOver() {
        assertThat(conflation.isIdle()).isTrue();
        offer(JOB, "a", 0);
        assertThat(conflation.isIdle()).isFalse();
        offer(JOB, "b", 1);

        due(1_000);
        assertThat(conflation.isIdle()).isFalse();
        due(2_000);
        assertThat(conflation.isIdle()).isTrue();
    }

    @Test
    void endsIntervalsThoughTheClockPassesItsLargestValue() {
        long start = Long.MAX_VALUE - 500;
        assertThat(offer(JOB, "a", start)).isEqualTo(Outcome.DUE);
        assertThat(offer(JOB, "b", start + 1)).isEqualTo(Outcome.WAITING);

        assertThat(due(start + 999)).isEmpty();
        assertThat(due(start + 1_000)).containsExactly("b");
    }

    private Outcome offer(@Nullable ChangeKey key, String body, long nanoTime) {
        return conflation.offer(
                CarriedMessage.transientUpdate(
                        TOPIC, null, key, CarriedMessage.JSON, body.getBytes(StandardCharsets.UTF_8)),
                nanoTime);
    }

    private List<String> due(long nanoTime) {
        return conflation.takeDue(nanoTime).stream()
                .map(update -> new String(update.body(), StandardCharsets.UTF_8))
                .toList();
    }
}
