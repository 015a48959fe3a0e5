package dev.tidings.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Topic;
import dev.tidings.replay.ReplayOutcome.Cause;
import dev.tidings.replay.ReplayOutcome.Replayed;
import dev.tidings.replay.ReplayOutcome.SnapshotRequired;
import dev.tidings.support.InMemoryChangeLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link ReplayService}. */
class ReplayServiceTests {

    private static final Topic TOPIC = new Topic("notes", "1");
    private static final int LIMIT = 3;

    private final InMemoryChangeLog log = new InMemoryChangeLog("e1");
    private final ReplayService service = new ReplayService(log, new ReplayProperties(LIMIT));

    @Test
    void replaysToASubscriptionUpToTheLimitAndNotOneEntryMore() {
        log.append(TOPIC, LIMIT + 1);

        assertThat(service.missed(TOPIC, new Position("e1", 1), log.head(TOPIC)))
                .isInstanceOf(Replayed.class);
        assertThat(service.missed(TOPIC, new Position("e1", 0), log.head(TOPIC)))
                .isEqualTo(new SnapshotRequired(Cause.TOO_FAR_BEHIND, log.head(TOPIC)));
        assertThat(service.missed(TOPIC, new Position("e0", 0), log.head(TOPIC)))
                .isEqualTo(new SnapshotRequired(Cause.EPOCH_CHANGED, log.head(TOPIC)));
    }

    @Test
    void replaysExactlyWhatTheClientMissed() {
        List<ChangeLogEntry> entries = log.append(TOPIC, 5);

        assertThat(replay("e1", 3)).isEqualTo(new Replayed(entries.subList(3, 5), false));
    }

    @Test
    void replaysNothingAtTheHead() {
        log.append(TOPIC, 5);

        assertThat(replay("e1", 5)).isEqualTo(new Replayed(List.of(), false));
    }

    @Test
    void replaysNothingOfAStreamWithoutEntries() {
        assertThat(replay("e1", 0)).isEqualTo(new Replayed(List.of(), false));
    }

    @Test
    void replaysFromTheBeginning() {
        List<ChangeLogEntry> entries = log.append(TOPIC, LIMIT);

        assertThat(replay("e1", 0)).isEqualTo(new Replayed(entries, false));
    }

    @Test
    void saysThatThereIsMoreBeyondTheLimit() {
        List<ChangeLogEntry> entries = log.append(TOPIC, LIMIT + 1);

        assertThat(replay("e1", 0)).isEqualTo(new Replayed(entries.subList(0, LIMIT), true));
        assertThat(replay("e1", 1)).isEqualTo(new Replayed(entries.subList(1, LIMIT + 1), false));
    }

    @Test
    void requiresASnapshotWhenTheEpochChanged() {
        log.append(TOPIC, 2);
        log.renewEpoch("e2");

        assertThat(replay("e1", 2)).isEqualTo(required(Cause.EPOCH_CHANGED, "e2", 2));
    }

    @Test
    void requiresASnapshotFromWhoIsAheadOfTheHead() {
        log.append(TOPIC, 2);

        assertThat(replay("e1", 3)).isEqualTo(required(Cause.AHEAD_OF_HEAD, "e1", 2));
    }

    @Test
    void requiresASnapshotWhenRetentionHasRemovedTheNextEntry() {
        List<ChangeLogEntry> entries = log.append(TOPIC, 5);
        log.removeUpTo(TOPIC, 3);

        assertThat(replay("e1", 3)).isEqualTo(new Replayed(entries.subList(3, 5), false));
        assertThat(replay("e1", 2)).isEqualTo(required(Cause.RETENTION_EXCEEDED, "e1", 5));
    }

    @Test
    void requiresASnapshotWhenRetentionHasRemovedEverything() {
        log.append(TOPIC, 5);
        log.removeUpTo(TOPIC, 5);

        assertThat(replay("e1", 4)).isEqualTo(required(Cause.RETENTION_EXCEEDED, "e1", 5));
        assertThat(replay("e1", 5)).isEqualTo(new Replayed(List.of(), false));
    }

    @Test
    void namesTheCausesAsTheWireProtocolDoes() {
        assertThat(Cause.values())
                .extracting(Cause::wireValue)
                .containsExactlyInAnyOrder(
                        "epoch-changed", "retention-exceeded", "too-far-behind", "ahead-of-head", "not-yet-allowed");
    }

    private ReplayOutcome replay(String epoch, long sequence) {
        return service.replay(TOPIC, new Position(epoch, sequence), log.head(TOPIC), LIMIT);
    }

    private static SnapshotRequired required(Cause cause, String epoch, long sequence) {
        return new SnapshotRequired(cause, new Position(epoch, sequence));
    }
}
