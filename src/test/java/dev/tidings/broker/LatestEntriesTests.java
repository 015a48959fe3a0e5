package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link LatestEntries}. */
class LatestEntriesTests {

    private static final Topic TOPIC = new Topic("jobs", "1");
    private static final ChangeKey JOB = new ChangeKey("job", "1");
    private static final ChangeKey OTHER_JOB = new ChangeKey("job", "2");
    private static final ChangeKey NOTE = new ChangeKey("note", "1");

    private final LatestEntries entries = new LatestEntries();

    @Test
    void supersedeUpdatesThatWereMadeBefore() {
        entries.add(JOB, at(5));

        assertThat(entries.supersede(update(JOB, at(4)))).isTrue();
        assertThat(entries.supersede(update(JOB, at(5)))).isFalse();
        assertThat(entries.supersede(update(OTHER_JOB, at(4)))).isFalse();
    }

    @Test
    void doNotSupersedeWhatCannotBeCompared() {
        entries.add(JOB, at(5));

        assertThat(entries.supersede(update(JOB, new Position("e2", 1)))).isFalse();
        assertThat(entries.supersede(update(JOB, null))).isFalse();
        assertThat(entries.supersede(update(null, at(1)))).isFalse();
    }

    @Test
    void areThirtyTwo() {
        entries.add(JOB, at(1));
        for (int i = 2; i <= 32; i++) {
            entries.add(new ChangeKey("note", "n" + i), at(i));
        }
        assertThat(entries.supersede(update(JOB, at(0)))).isTrue();

        entries.add(NOTE, at(33));

        assertThat(entries.supersede(update(JOB, at(0)))).isFalse();
        assertThat(entries.supersede(update(NOTE, at(0)))).isTrue();
    }

    private static Position at(long sequence) {
        return new Position("e1", sequence);
    }

    private static CarriedMessage update(@Nullable ChangeKey key, @Nullable Position after) {
        return CarriedMessage.transientUpdate(TOPIC, after, key, CarriedMessage.JSON, new byte[0]);
    }
}
