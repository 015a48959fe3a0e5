package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogProperties.RetentionProperties;
import dev.tidings.destination.Topic;
import dev.tidings.instance.RepeatedTask.Pause;
import dev.tidings.support.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/** Tests for {@link ChangePublisher}. */
class ChangePublisherTests {

    private static final Topic A = new Topic("assets", "a");
    private static final Topic B = new Topic("assets", "b");
    private static final int WINDOW = 4;
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final FakePublications publications = new FakePublications();
    private final FakeLease lease = new FakeLease();
    private final FakeEngine engine = new FakeEngine();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final ChangePublisher publisher = new ChangePublisher(
            publications,
            new ChangeSender(new SimpMessagingTemplate(engine)),
            lease,
            new ChangeLogProperties(
                    POLL, WINDOW, TIMEOUT, null, new RetentionProperties(Duration.ofDays(1), 1, Duration.ofMinutes(1))),
            clock);

    @Test
    void keepsTheOrderAndSendsAWindowAtATime() {
        publications.add(A, A, B, A, B, B);

        Pause afterFirst = publisher.publish();
        int sentFirst = engine.sent().size();
        publisher.publish();

        assertThat(afterFirst).isEqualTo(Pause.NONE);
        assertThat(sentFirst).isEqualTo(WINDOW);
        assertThat(engine.sequences(A.sendAddress())).containsExactly(1L, 2L, 3L);
        assertThat(engine.sequences(B.sendAddress())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void waitsForAWakeUpWhenThereIsNothingToPublish() {
        assertThat(publisher.publish()).isEqualTo(Pause.untilWoken(POLL));
    }

    @Test
    void publishesNothingWithoutTheLease() {
        publications.add(A);
        lease.mayBeTaken = false;

        assertThat(publisher.publish()).isEqualTo(Pause.untilWoken(POLL));
        assertThat(engine.sent()).isEmpty();
    }

    @Test
    void handsNothingOfAStreamOverAfterAnEntryThatWasRefused() {
        publications.add(A, B, A, B);
        engine.behave(message -> {
            if (message.destination().equals(A.sendAddress())) {
                throw new MessageDeliveryException("refused");
            }
            message.confirm();
        });

        publisher.publish();

        assertThat(engine.sequences(A.sendAddress())).containsExactly(1L);
        assertThat(engine.sequences(B.sendAddress())).containsExactly(1L, 2L);
    }

    @Test
    void publishesAgainFromTheFirstEntryThatFailed() {
        publications.add(A, A, A);
        engine.behave(message -> {
            if (message.sequence() == 2) {
                message.fail();
            } else {
                message.confirm();
            }
        });
        publisher.publish();
        engine.behave(FakeEngine.Sent::confirm);

        publisher.publish();

        assertThat(engine.sequences(A.sendAddress())).containsExactly(1L, 2L, 3L, 2L, 3L);
    }

    @Test
    void marksOnlyWhatIsConfirmedWithAllBeforeIt() {
        publications.add(A, A, A);
        engine.behave(message -> {
            if (message.sequence() != 2) {
                message.confirm();
            }
        });

        publisher.publish();
        clock.advance(POLL);
        publisher.publish();

        assertThat(publications.mark).isEqualTo(1);
    }

    @Test
    void marksNothingBeforeItIsConfirmed() {
        publications.add(A);
        engine.behave(message -> {
            clock.advance(POLL);
            assertThat(publications.mark).isZero();
        });

        publisher.publish();
        publisher.publish();

        assertThat(publications.mark).isZero();
    }

    @Test
    void marksSeveralWindowsAtOnce() {
        publications.add(A, A, A, A, A, A, A, A);

        publisher.publish();
        publisher.publish();
        Pause untilMarked = publisher.publish();
        long early = publications.mark;
        clock.advance(untilMarked.atMost());
        publisher.publish();

        assertThat(early).isZero();
        assertThat(untilMarked.atMost()).isLessThan(POLL);
        assertThat(publications.mark).isEqualTo(8);
        assertThat(publications.marks).isEqualTo(1);
    }

    @Test
    void marksWhatIsConfirmedWhenItIsStopped() {
        publications.add(A);
        publisher.publish();

        publisher.stop();

        assertThat(publications.mark).isEqualTo(1);
        assertThat(lease.releases).isEqualTo(1);
    }

    @Test
    void givesTheLeaseUpAfterTheTimeoutWithoutAnOutcome() {
        publications.add(A);
        engine.behave(message -> clock.advance(TIMEOUT));

        publisher.publish();

        assertThat(lease.releases).isEqualTo(1);
    }

    @Test
    void countsTheTimeoutFromTheLastConfirmation() {
        publications.add(A, A);
        engine.behave(message -> {
            if (message.sequence() == 1) {
                message.confirm();
            } else {
                message.fail();
            }
        });

        publisher.publish();
        clock.advance(TIMEOUT.dividedBy(2));
        publisher.publish();
        int early = lease.releases;
        clock.advance(TIMEOUT);
        publisher.publish();

        assertThat(early).isZero();
        assertThat(lease.releases).isEqualTo(1);
    }

    @Test
    void waitsLongerWithEveryFailureAndNotUntilTheNextCommit() {
        publications.add(A);
        engine.behave(FakeEngine.Sent::fail);

        var pauses = new ArrayList<Pause>();
        for (int i = 0; i < 8; i++) {
            pauses.add(publisher.publish());
        }

        assertThat(pauses).extracting(Pause::untilWoken).containsOnly(false);
        assertThat(pauses).extracting(Pause::atMost).isSorted().endsWith(POLL, POLL);
        assertThat(lease.releases).isZero();
    }

    @Test
    void beginsAtTheMarkOfTheOtherWhenItTakesTheLeaseAgain() {
        publications.add(A, A);
        publisher.publish();
        lease.mayBeTaken = false;
        publisher.publish();
        publications.add(A);
        publications.mark = 2;
        lease.mayBeTaken = true;

        publisher.publish();

        assertThat(engine.sequences(A.sendAddress())).containsExactly(1L, 2L, 3L);
    }

    private static final class FakePublications implements Publications {

        private final List<NumberedEntry> entries = new ArrayList<>();
        private long mark;
        private int marks;

        void add(Topic... destinations) {
            for (Topic destination : destinations) {
                long sequence = entries.stream()
                                .filter(entry -> entry.entry().destination().equals(destination))
                                .count()
                        + 1;
                entries.add(new NumberedEntry(
                        entries.size() + 1,
                        new ChangeLogEntry(
                                destination,
                                new Position("e", sequence),
                                null,
                                Instant.EPOCH,
                                TransactionPart.WHOLE,
                                RightsStamp.NONE,
                                "{}")));
            }
        }

        @Override
        public long lastId() {
            return entries.size();
        }

        @Override
        public long publishedId() {
            return mark;
        }

        @Override
        public void mark(long id) {
            mark = Math.max(mark, id);
            marks++;
        }

        @Override
        public List<NumberedEntry> readAfter(long id, int limit) {
            return entries.stream()
                    .filter(entry -> entry.id() > id)
                    .limit(limit)
                    .toList();
        }
    }

    private static final class FakeLease implements PublicationLease {

        private boolean mayBeTaken = true;
        private int releases;

        @Override
        public boolean hold() {
            return mayBeTaken;
        }

        @Override
        public boolean isHeld() {
            return mayBeTaken;
        }

        @Override
        public void release() {
            releases++;
        }
    }
}
