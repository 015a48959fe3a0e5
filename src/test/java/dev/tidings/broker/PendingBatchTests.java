package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.destination.Topic;
import dev.tidings.session.MessageBatches;
import dev.tidings.session.OutboundMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests for {@link PendingBatch}. */
class PendingBatchTests {

    private static final Topic TOPIC = new Topic("notes", "1");
    private static final long LATE = Duration.ofMillis(501).toNanos();

    private final PendingBatch batch = new PendingBatch();
    private long sequence;

    @Test
    void waitsForTheLastPartOfATransaction() {
        add(TransactionPart.FIRST);
        assertThat(batch.takeDue(0)).isEmpty();
        add(TransactionPart.INNER);
        assertThat(batch.takeDue(0)).isEmpty();
        add(TransactionPart.LAST);

        assertThat(batch.takeDue(0)).hasSize(3);
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void waitsForAllTransactionsThatAreInterleaved() {
        add(TransactionPart.FIRST);
        add(TransactionPart.FIRST);
        add(TransactionPart.WHOLE);
        add(TransactionPart.LAST);
        assertThat(batch.takeDue(0)).isEmpty();
        add(TransactionPart.LAST);

        assertThat(batch.takeDue(0)).hasSize(5);
    }

    @Test
    void letsGoWhatComesBeforeATransactionThatIsOpen() {
        add(TransactionPart.FIRST);
        add(TransactionPart.LAST);
        add(TransactionPart.WHOLE);
        add(TransactionPart.FIRST);

        assertThat(batch.takeDue(0)).hasSize(3);
        assertThat(batch.isEmpty()).isFalse();
        add(TransactionPart.LAST);
        assertThat(batch.takeDue(0)).hasSize(2);
    }

    @Test
    void waitsForNothingThatBeganBeforeIt() {
        add(TransactionPart.INNER);
        add(TransactionPart.LAST);
        add(TransactionPart.WHOLE);
        assertThat(batch.takeDue(0)).hasSize(3);

        add(TransactionPart.FIRST);
        assertThat(batch.takeDue(0)).isEmpty();
    }

    @Test
    void waitsNoLongerForARestThatIsLate() {
        add(TransactionPart.FIRST);
        assertThat(batch.takeDue(LATE - 1_000_000)).isEmpty();
        assertThat(batch.takeDue(LATE)).hasSize(1);

        add(TransactionPart.LAST);
        assertThat(batch.takeDue(LATE)).hasSize(1);
    }

    @Test
    void goesOnWaitingAfterAPartThatWasTooLarge() {
        add(TransactionPart.FIRST);
        assertThat(batch.takeAll()).hasSize(1);
        add(TransactionPart.INNER);

        assertThat(batch.takeDue(0)).isEmpty();
        assertThat(batch.takeDue(LATE)).as("late since the first part").hasSize(1);
    }

    @Test
    void hasRoomForAnySingleMessageAndNoMoreThanABatchMayHold() {
        assertThat(batch.hasRoomFor(message(MessageBatches.MAX_BYTES + 1))).isTrue();
        batch.add(message(MessageBatches.MAX_BYTES - 1), TransactionPart.FIRST, 0);

        assertThat(batch.hasRoomFor(message(1))).isTrue();
        assertThat(batch.hasRoomFor(message(2))).isFalse();
        batch.takeAll();
        assertThat(batch.hasRoomFor(message(2))).isTrue();
    }

    @Test
    void forgetsTransactionsThatWillNotGoOn() {
        add(TransactionPart.FIRST);
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        add(TransactionPart.WHOLE);

        assertThat(batch.takeDue(0)).hasSize(1);
    }

    private void add(TransactionPart part) {
        batch.add(message(10), part, 0);
    }

    private Outgoing message(int bytes) {
        return new Outgoing(
                OutboundMessage.entry(TOPIC, new Position("e1", ++sequence), CarriedMessage.JSON, new byte[bytes]),
                null,
                null);
    }
}
