package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.tidings.broker.LiveStream.Outcome;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.destination.Topic;
import dev.tidings.session.FakeSession;
import dev.tidings.session.MessageEncoding;
import dev.tidings.session.OutboundMessage;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.Subscription;
import dev.tidings.session.Subscription.Terms;
import dev.tidings.support.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link LiveStream}. */
class LiveStreamTests {

    private static final Topic TOPIC = new Topic("notes", "1");
    private static final Terms NOTHING_SPECIAL = new Terms(null, null, false, false);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<LiveStream> undelivered = new ArrayList<>();
    private final LiveStream stream = new LiveStream(
            new FanOutMetrics(metrics, new MutableClock()), undelivered::add, new VersionBudget(1 << 20));
    private final FakeSession session = new FakeSession("a", 1_000);

    @Test
    void deliversEachEntryOnce() {
        live("s1", 3);

        assertThat(accept(3)).isEqualTo(Outcome.DONE);
        assertThat(accept(4)).isEqualTo(Outcome.DONE);
        assertThat(accept(4)).isEqualTo(Outcome.DONE);
        assertThat(accept(5)).isEqualTo(Outcome.DONE);

        assertThat(frames()).containsExactly("s1 entry e1:4", "s1 entry e1:5");
        assertThat(stream.cursor()).isEqualTo(at(5));
        assertThat(metrics.counter("tidings.deliveries").count()).isEqualTo(2);
    }

    @Test
    void holdsLaterEntriesUntilThoseBeforeThemHaveCome() {
        live("s1", 0);

        assertThat(accept(3)).isEqualTo(Outcome.GAP);
        assertThat(accept(2)).isEqualTo(Outcome.GAP);
        assertThat(accept(5)).isEqualTo(Outcome.GAP);
        assertThat(frames()).isEmpty();
        assertThat(accept(1)).isEqualTo(Outcome.GAP);
        assertThat(stream.misses()).isTrue();
        assertThat(accept(4)).isEqualTo(Outcome.DONE);

        assertThat(stream.misses()).isFalse();
        assertThat(frames())
                .containsExactly("s1 entry e1:1", "s1 entry e1:2", "s1 entry e1:3", "s1 entry e1:4", "s1 entry e1:5");
    }

    @Test
    void holdsEverythingBeforeTheFirstSubscriptionHasCaughtUp() {
        Subscription subscription = add("s1", "r1");
        assertThat(accept(4)).isEqualTo(Outcome.HELD);
        assertThat(accept(3)).isEqualTo(Outcome.HELD);
        assertThat(stream.misses()).isFalse();
        assertThat(stream.cursor()).isNull();

        session.queue().begin(subscription, at(2));
        assertThat(stream.activate(subscription, true)).isTrue();

        assertThat(stream.cursor()).isEqualTo(at(4));
        assertThat(frames()).containsExactly("receipt r1 e1:2", "s1 entry e1:3", "s1 entry e1:4");
    }

    @Test
    void dropsWhatIsHeldOfAnotherNumbering() {
        Subscription subscription = add("s1", null);
        accept("e0", 3);
        session.queue().begin(subscription, at(2));

        assertThat(stream.activate(subscription, true)).isTrue();

        assertThat(stream.cursor()).isEqualTo(at(2));
        assertThat(stream.misses()).isFalse();
        assertThat(frames()).isEmpty();
    }

    @Test
    void deliversNothingOfAnotherNumbering() {
        live("s1", 3);

        assertThat(accept("e2", 4)).isEqualTo(Outcome.OTHER_EPOCH);

        assertThat(stream.cursor()).isEqualTo(at(3));
        assertThat(frames()).isEmpty();
    }

    @Test
    void beginsOnlyWithASubscriptionThatHasCaughtUp() {
        Subscription subscription = add("s1", null);
        session.queue().begin(subscription, at(1));

        assertThat(stream.activate(subscription, false)).isFalse();

        assertThat(stream.cursor()).isNull();
        assertThat(accept(9)).isEqualTo(Outcome.HELD);
    }

    @Test
    void confirmsNothingThatHasNotCaughtUp() {
        live("s1", 3);
        Subscription subscription = add("s2", "r2");
        session.queue().begin(subscription, at(1));

        assertThat(stream.activate(subscription, false)).isFalse();

        assertThat(frames()).isEmpty();
    }

    @Test
    void handsOverWhatCameWhileASubscriptionCaughtUp() {
        live("s1", 3);
        Subscription late = add("s2", "r2");
        accept(4);
        accept(5);
        session.queue().begin(late, at(3));

        assertThat(stream.activate(late, true)).isTrue();
        accept(6);

        assertThat(frames().stream().filter(frame -> !frame.startsWith("s1")))
                .containsExactly("receipt r2 e1:3", "s2 entry e1:4", "s2 entry e1:5", "s2 entry e1:6");
    }

    @Test
    void catchesUpFurtherFromTheLogIfTooMuchCame() {
        live("s1", 0);
        Subscription late = add("s2", null);
        IntStream.rangeClosed(1, 1_001).forEach(this::accept);
        session.queue().begin(late, at(0));

        assertThat(stream.activate(late, true)).isFalse();

        assertThat(session.queue().reached(late)).isEqualTo(at(0));
    }

    @Test
    void givesNoEntryAgainToASubscriptionThatIsAheadOfTheFanOut() {
        live("s1", 3);
        Subscription ahead = add("s2", null);
        session.queue().begin(ahead, at(5));
        assertThat(stream.activate(ahead, true)).isTrue();

        IntStream.rangeClosed(4, 6).forEach(this::accept);

        assertThat(frames().stream().filter(frame -> frame.startsWith("s2"))).containsExactly("s2 entry e1:6");
    }

    @Test
    void keepsTheOthersWhenOneLeaves() {
        Subscription first = live("s1", 0);
        Subscription second = live("s2", 0);
        Subscription third = live("s3", 0);

        stream.remove(second);
        stream.remove(second);
        accept(1);
        stream.remove(third);
        accept(2);
        stream.remove(first);
        accept(3);

        assertThat(frames()).containsExactly("s1 entry e1:1", "s3 entry e1:1", "s1 entry e1:2");
        assertThat(stream.size()).isZero();
        assertThat(second.place()).isNegative();
    }

    @Test
    void tellsOnceThatThereIsSomethingToDeliver() {
        live("s1", 0);

        stream.accept(entry("e1", 1));
        stream.accept(entry("e1", 2));
        assertThat(undelivered).containsExactly(stream);
        assertThat(frames()).isEmpty();
        stream.deliver(OutboundQueue::flush);
        stream.deliver(OutboundQueue::flush);
        stream.accept(entry("e1", 3));

        assertThat(undelivered).containsExactly(stream, stream);
        assertThat(frames()).containsExactly("s1 entry e1:1", "s1 entry e1:2");
        assertThat(metrics.counter("tidings.deliveries").count()).isEqualTo(2);
    }

    @Test
    void deliversByItselfBeforeTooMuchOfItWaits() {
        var roomy = new FakeSession("roomy", 1_000_000);
        Subscription subscription = roomy.subscribe("s1", TOPIC, null, null, resumed -> {});
        stream.add(subscription);
        roomy.queue().begin(subscription, at(0));
        stream.activate(subscription, true);

        IntStream.rangeClosed(1, 4).forEach(sequence -> stream.accept(entry(sequence, 20_000)));
        assertThat(roomy.wire().frames()).hasSize(3);
        stream.deliver(OutboundQueue::flush);

        assertThat(roomy.wire().frames()).hasSize(4);
    }

    @Test
    void goesOnAfterAMessageThatCannotBeWritten() {
        Subscription subscription = session.subscribe("s1", TOPIC, null, null, resumed -> {});
        var failing = new Subscription(session, "s0", TOPIC, new FailingEncoding(), NOTHING_SPECIAL, resumed -> {});
        stream.add(failing);
        stream.add(subscription);
        session.queue().begin(failing, at(0));
        session.queue().begin(subscription, at(0));
        stream.activate(failing, true);
        stream.activate(subscription, true);

        stream.accept(entry("e1", 1));
        assertThatIllegalStateException().isThrownBy(this::flush);
        session.queue().end(failing);
        stream.accept(entry("e1", 2));

        assertThat(undelivered).containsExactly(stream, stream);
    }

    @Test
    void deliversWhatCameBeforeASubscriptionGoes() {
        live("s1", 0);
        Subscription leaving = live("s2", 0);

        stream.accept(entry("e1", 1));
        stream.remove(leaving);

        assertThat(frames()).containsExactly("s1 entry e1:1", "s2 entry e1:1");
    }

    @Test
    void deliversWhatCameBeforeAResetBeforeIt() {
        live("s1", 0);

        stream.accept(entry("e1", 1));
        stream.reset(at(5), "retention_exceeded");

        assertThat(frames()).containsExactly("s1 entry e1:1", "s1 reset e1:5 retention_exceeded");
    }

    @Test
    void hasASubscriptionResumedThatOneMessageAfterAnotherLeavesNoRoomFor() {
        var resumed = new ArrayList<Subscription>();
        Subscription subscription = session.subscribe("s1", TOPIC, null, null, resumed::add);
        stream.add(subscription);
        session.queue().begin(subscription, at(0));
        stream.activate(subscription, true);

        stream.accept(entry(1, 700));
        stream.accept(entry(2, 700));
        flush();

        assertThat(frames()).isEmpty();
        assertThat(resumed).containsExactly(subscription);
    }

    @Test
    void tellsLiveSubscriptionsOfAResetAndGoesOnFromThere() {
        live("s1", 3);
        accept(6);
        Subscription catchingUp = add("s2", "r2");

        stream.reset(new Position("e2", 7), "epoch_changed");
        accept("e2", 8);

        assertThat(frames()).containsExactly("s1 reset e2:7 epoch_changed", "s1 entry e2:8");
        assertThat(session.queue().reached(catchingUp)).isNull();
    }

    @Test
    void deliversWhatIsHeldAfterAReset() {
        live("s1", 3);
        accept(6);

        stream.reset(at(5), "retention_exceeded");
        flush();

        assertThat(frames()).containsExactly("s1 reset e1:5 retention_exceeded", "s1 entry e1:6");
    }

    @Test
    void knowsWhatHasReachedAPlaceInAnotherNumbering() {
        Subscription live = live("s1", 3);
        Subscription other = add("s2", null);
        assertThat(stream.isOfAnotherEpoch(other)).isFalse();

        session.queue().begin(other, new Position("e2", 1));

        assertThat(stream.isOfAnotherEpoch(other)).isTrue();
        assertThat(stream.isOfAnotherEpoch(live)).isFalse();
    }

    @Test
    void joiningAndLeavingCostTheSameHoweverManyOthersThereAre() {
        var few = new Crowd(2_000);
        var many = new Crowd(200_000);
        for (int i = 0; i < 20; i++) {
            few.change();
            many.change();
        }

        assertThat(many.leastBytes).as("bytes, %d among few", few.leastBytes).isLessThan(2 * few.leastBytes);
        assertThat(many.leastNanos)
                .as("nanoseconds, %d among few", few.leastNanos)
                .isLessThan(20 * few.leastNanos);
    }

    @Test
    void deliversWhatCameTogetherAsABatchToThoseWhoWantOne() {
        live("s1", 0);
        live("s2", 0, new Terms(null, null, true, false));

        stream.accept(entry("e1", 1));
        stream.accept(entry("e1", 2));
        flush();
        accept(3);

        assertThat(frames())
                .containsExactly(
                        "s1 entry e1:1",
                        "s1 entry e1:2",
                        "s2 entries e1:1 to e1:2 [,]",
                        "s1 entry e1:3",
                        "s2 entry e1:3");
        assertThat(stream.isHolding()).isFalse();
    }

    @Test
    void holdsABatchUntilItsTransactionIsComplete() {
        live("s1", 0);
        live("s2", 0, new Terms(null, null, true, false));

        stream.accept(entry("e1", 1).as(TransactionPart.FIRST));
        flush();
        assertThat(stream.isHolding()).isTrue();
        stream.accept(entry("e1", 2).as(TransactionPart.INNER));
        flush();
        assertThat(frames()).containsExactly("s1 entry e1:1", "s1 entry e1:2");
        stream.accept(entry("e1", 3).as(TransactionPart.LAST));
        flush();

        assertThat(frames()).endsWith("s1 entry e1:3", "s2 entries e1:1 to e1:3 [,,]");
        assertThat(stream.isHolding()).isFalse();
        assertThat(undelivered).containsExactly(stream);
    }

    @Test
    void keepsThePlaceOfATransientUpdateInATransaction() {
        live("s2", 0, new Terms(null, null, true, false));

        stream.accept(entry("e1", 1).as(TransactionPart.FIRST));
        stream.send(OutboundMessage.transientUpdate(TOPIC, at(1), CarriedMessage.JSON, new byte[0]));
        stream.accept(entry("e1", 2).as(TransactionPart.INNER));
        stream.accept(entry("e1", 3).as(TransactionPart.LAST));
        flush();

        assertThat(frames()).containsExactly("s2 entry e1:1", "s2 transient", "s2 entries e1:2 to e1:3 [,]");
    }

    @Test
    void keepsBackNoBatchThatIsAsLargeAsItMayBe() {
        live("s2", 0, new Terms(null, null, true, false));

        stream.accept(entry(1, 30_000).as(TransactionPart.FIRST));
        stream.accept(entry(2, 30_000).as(TransactionPart.INNER));

        assertThat(session.queue().reached(onlySubscription())).isEqualTo(at(1));
        assertThat(stream.isHolding()).isTrue();
    }

    @Test
    void letsABatchGoBeforeTheWordOfAReset() {
        live("s2", 0, new Terms(null, null, true, false));
        stream.accept(entry("e1", 1).as(TransactionPart.FIRST));

        stream.reset(at(7), "retention-exceeded");

        assertThat(frames()).containsExactly("s2 entry e1:1", "s2 reset e1:7 retention-exceeded");
        accept(8);
        assertThat(frames()).endsWith("s2 entry e1:8");
    }

    @Test
    void givesALateSubscriptionNothingTwiceOfABatchThatIsHeld() {
        live("s1", 0, new Terms(null, null, true, false));
        stream.accept(entry("e1", 1).as(TransactionPart.FIRST));
        Subscription late = session.subscribe("s2", TOPIC, new Terms(null, null, true, false), resumed -> {});
        stream.add(late);
        stream.accept(entry("e1", 2).as(TransactionPart.INNER));
        session.queue().begin(late, at(1));
        assertThat(stream.activate(late, true)).isTrue();
        stream.accept(entry("e1", 3).as(TransactionPart.LAST));
        flush();

        assertThat(frames().stream().filter(frame -> frame.startsWith("s1")))
                .containsExactly("s1 entries e1:1 to e1:3 [,,]");
        assertThat(frames().stream().filter(frame -> frame.startsWith("s2")))
                .containsExactly("s2 entry e1:2", "s2 entry e1:3");
    }

    @Test
    void keepsWhatComesForABatchSubscriptionThatFellBehindUnnoticed() {
        Subscription behind = live("s2", 0, new Terms(null, null, true, false));
        session.wire().hold();
        session.queue().send("first\n".getBytes(StandardCharsets.UTF_8));
        stream.accept(entry("e1", 1));
        flush();
        session.queue().send(new byte[1_000]);
        assertThat(session.queue().reached(behind)).isEqualTo(at(0));
        stream.accept(entry("e1", 2).as(TransactionPart.FIRST));
        flush();
        session.wire().release();
        assertThat(stream.activate(behind, false)).isFalse();

        stream.accept(entry("e1", 3).as(TransactionPart.INNER));
        session.queue()
                .offerMissed(
                        behind,
                        List.of(entry("e1", 1).outbound(), entry("e1", 2).outbound()));

        assertThat(stream.activate(behind, false)).isTrue();
        assertThat(session.queue().reached(behind)).isEqualTo(at(3));
    }

    @Test
    void tellsTheWholeAfterAReset() {
        var wide = new FakeSession("b", 100_000);
        Subscription subscription = wide.subscribe("s", TOPIC, new Terms(null, null, false, true), resumed -> {});
        stream.add(subscription);
        wide.queue().begin(subscription, at(0));
        assertThat(stream.activate(subscription, true)).isTrue();
        stream.accept(version(1, "a"));

        stream.reset(at(1), "epoch-changed");
        stream.accept(version(2, "b"));
        flush();

        assertThat(wide.wire().frames()).hasSize(3).noneMatch(frame -> frame.contains("previous_etag"));
    }

    @Test
    void forgetsTheBatchOfASubscriptionThatLeft() {
        Subscription subscription = live("s2", 0, new Terms(null, null, true, false));
        stream.accept(entry("e1", 1).as(TransactionPart.FIRST));

        stream.remove(subscription);

        assertThat(stream.isHolding()).isFalse();
    }

    @Test
    void tellsWhatIsDifferentToThoseWhoWantThat() {
        var wide = new FakeSession("b", 100_000);
        for (boolean batch : List.of(false, true)) {
            for (boolean delta : List.of(false, true)) {
                String id = "s" + (batch ? "-batch" : "") + (delta ? "-delta" : "");
                Subscription subscription =
                        wide.subscribe(id, TOPIC, new Terms(null, null, batch, delta), resumed -> {});
                stream.add(subscription);
                wide.queue().begin(subscription, at(0));
                assertThat(stream.activate(subscription, true)).isTrue();
            }
        }

        stream.accept(version(1, "a").as(TransactionPart.FIRST));
        stream.accept(version(2, "b").as(TransactionPart.LAST));
        flush();

        assertThat(wide.wire().frames()).hasSize(6);
        assertThat(wide.wire().frames().stream().filter(frame -> frame.contains("previous_etag")))
                .hasSize(2)
                .allSatisfy(frame -> assertThat(frame).contains("\"previous_etag\":\"a\""))
                .anySatisfy(frame -> assertThat(frame).startsWith("s-delta entry e1:2"))
                .anySatisfy(frame -> assertThat(frame).startsWith("s-batch-delta entries e1:1 to e1:2"));
    }

    private static CarriedMessage version(int sequence, String etag) {
        String body = "{\"event\":\"updated\",\"resource\":{\"id\":\"1\",\"etag\":\"%s\",\"text\":\"%s\"}}"
                .formatted(etag, "y".repeat(2_000));
        return CarriedMessage.entry(
                TOPIC,
                at(sequence),
                new ChangeKey("note", "1"),
                null,
                CarriedMessage.JSON,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private Subscription onlySubscription() {
        return session.subscriptions().values().iterator().next();
    }

    @Test
    void hasNoPlaceForTransientUpdates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.accept(
                        CarriedMessage.transientUpdate(TOPIC, null, null, CarriedMessage.JSON, new byte[0])));
    }

    private Subscription live(String id, int begin) {
        return live(id, begin, NOTHING_SPECIAL);
    }

    private Subscription live(String id, int begin, Terms terms) {
        Subscription subscription = session.subscribe(id, TOPIC, terms, resumed -> {});
        stream.add(subscription);
        session.queue().begin(subscription, at(begin));
        assertThat(stream.activate(subscription, true)).isTrue();
        return subscription;
    }

    private Subscription add(String id, @Nullable String receipt) {
        Subscription subscription = session.subscribe(id, TOPIC, receipt, null, resumed -> {});
        stream.add(subscription);
        return subscription;
    }

    private Outcome accept(int sequence) {
        return accept("e1", sequence);
    }

    private Outcome accept(String epoch, int sequence) {
        Outcome outcome = stream.accept(entry(epoch, sequence));
        flush();
        return outcome;
    }

    private void flush() {
        stream.deliver(OutboundQueue::flush);
    }

    private List<String> frames() {
        return session.wire().frames();
    }

    private static CarriedMessage entry(int sequence, int bytes) {
        return CarriedMessage.entry(TOPIC, at(sequence), null, null, CarriedMessage.JSON, new byte[bytes]);
    }

    private static CarriedMessage entry(String epoch, int sequence) {
        return CarriedMessage.entry(TOPIC, new Position(epoch, sequence), null, null, CarriedMessage.JSON, new byte[0]);
    }

    private static Position at(int sequence) {
        return new Position("e1", sequence);
    }

    /** Many subscriptions of one stream, and what the cheapest change of them has cost. */
    private final class Crowd {

        private static final int CHANGED = 1_000;
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final LiveStream crowded = new LiveStream(
                new FanOutMetrics(metrics, new MutableClock()), undelivered::add, new VersionBudget(1 << 20));
        private final List<Subscription> members = new ArrayList<>();
        private long leastBytes = Long.MAX_VALUE;
        private long leastNanos = Long.MAX_VALUE;

        Crowd(int size) {
            for (int i = 0; i < size; i++) {
                members.add(join());
            }
        }

        /** Has some leave, from everywhere among the others, and as many join. */
        void change() {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < CHANGED; i++) {
                crowded.remove(members.set(i * (members.size() / CHANGED), join()));
            }
            leastNanos = Math.min(leastNanos, THREADS.getCurrentThreadCpuTime() - nanos);
            leastBytes = Math.min(leastBytes, THREADS.getCurrentThreadAllocatedBytes() - bytes);
        }

        private Subscription join() {
            var joining = new Subscription(session, "s", TOPIC, session.encoding(), NOTHING_SPECIAL, resumed -> {});
            crowded.add(joining);
            session.queue().begin(joining, at(0));
            assertThat(crowded.activate(joining, true)).isTrue();
            return joining;
        }
    }

    /** Cannot write any message. */
    private static final class FailingEncoding implements MessageEncoding {

        @Override
        public int index() {
            return MAX_ENCODINGS - 1;
        }

        @Override
        public byte[] head(String subscriptionId) {
            return new byte[0];
        }

        @Override
        public byte[] tail(OutboundMessage message) {
            throw new IllegalStateException("Cannot be written in this test");
        }

        @Override
        public byte[] receipt(String id, Position position, @Nullable String reset) {
            return new byte[0];
        }
    }
}
