package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.session.Subscription.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;

/** Tests for {@link OutboundQueue}. */
class OutboundQueueTests {

    private static final Topic TOPIC = new Topic("notes", "1");
    private static final int LIMIT = 1_000;
    private static final int LARGE = WriteBuffers.SIZE + 1;

    private final FakeWire wire = new FakeWire();
    private final LineEncoding encoding = new LineEncoding(0);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final QueueTotals totals = new QueueTotals(metrics);
    private final List<Subscription> resumed = new ArrayList<>();
    private int overflows;
    private final OutboundQueue queue = queue(wire, LIMIT, true);

    private OutboundQueue queue(FakeWire target, long limit, boolean coalesce) {
        return new OutboundQueue(target, new QueueLimits(limit, coalesce), totals, () -> overflows++);
    }

    @Test
    void writesInTheOrderOfWhatIsPutIn() {
        Subscription subscription = live("s1");

        queue.send(utf8("connected\n"));
        queue.offer(subscription, List.of(entry(1)));
        queue.offer(subscription, List.of(transientUpdate("a", 0)));
        queue.offer(subscription, List.of(entry(2)));
        queue.flush();
        queue.send(utf8("receipt\n"));

        assertThat(wire.frames())
                .containsExactly("connected", "s1 entry e1:1", "s1 transient a", "s1 entry e1:2", "receipt");
    }

    @Test
    void writesTheFramesThatWaitInOneMessage() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("connected\n"));
        queue.offer(subscription, List.of(entry(1)));
        queue.offer(subscription, List.of(entry(2)));
        queue.send(utf8("receipt\n"));

        wire.release();

        assertThat(wire.messages()).containsExactly("connected\n", "s1 entry e1:1 \ns1 entry e1:2 \nreceipt\n");
    }

    @Test
    void writesEachFrameInAMessageOfItsOwnIfToldTo() {
        var alone = new FakeWire();
        OutboundQueue separate = queue(alone.hold(), LIMIT, false);

        separate.send(utf8("a\n"));
        separate.send(utf8("b\n"));
        separate.send(utf8("c\n"));
        alone.release();

        assertThat(alone.messages()).containsExactly("a\n", "b\n", "c\n");
    }

    @Test
    void startsAnotherMessageWhenTheBufferIsFull() {
        var slow = new FakeWire();
        OutboundQueue wide = queue(slow.hold(), 100_000, true);
        String half = "x".repeat(WriteBuffers.SIZE / 2);

        wide.send(utf8("first\n"));
        wide.send(utf8(half));
        wide.send(utf8(half));
        wide.send(utf8("last\n"));
        slow.release();

        assertThat(slow.messages()).containsExactly("first\n", half + half, "last\n");
    }

    @Test
    void startsOneWriteAtATime() {
        wire.hold();

        queue.send(utf8("a\n"));
        queue.send(utf8("b\n"));

        assertThat(wire.writes()).isEqualTo(1);
    }

    @Test
    void sharesTheLargePartOfAFrameAmongSubscribers() {
        var other = new FakeWire();
        OutboundQueue otherQueue = queue(other, 100_000, true);
        var own = new FakeWire();
        OutboundQueue ownQueue = queue(own, 100_000, true);
        OutboundMessage message = entry(1, LARGE);

        offer(ownQueue, live(ownQueue, "s1"), message);
        offer(otherQueue, live(otherQueue, "s2"), message);

        assertThat(own.partsOf(0)).hasSize(2);
        assertThat(own.partsOf(0).getFirst().array()).isEqualTo(utf8("s1 "));
        assertThat(other.partsOf(0).getFirst().array()).isEqualTo(utf8("s2 "));
        assertThat(own.partsOf(0).getLast().array())
                .isSameAs(other.partsOf(0).getLast().array());
    }

    @Test
    void encodesAMessageOncePerEncodingHoweverManyWait() {
        var second = new LineEncoding(1);
        OutboundMessage message = entry(1);
        OutboundQueue wide = queue(wire, 100_000, true);
        IntStream.range(0, 100).forEach(i -> offer(wide, live(wide, "s" + i), message));
        IntStream.range(0, 100).forEach(i -> offer(wide, live(wide, "t" + i, second), message));

        assertThat(wire.frames()).hasSize(200);
        assertThat(encoding.timesAsked(message)).isEqualTo(1);
        assertThat(second.timesAsked(message)).isEqualTo(1);
    }

    @Test
    void countsWhatWasWrittenInOnePartOrTwo() {
        OutboundQueue wide = queue(wire, 100_000, true);
        offer(wide, live(wide, "s1"), entry(1, LARGE));
        wide.send(utf8("small\n"));

        int written = wire.messages().stream().mapToInt(String::length).sum();
        assertThat(metrics.counter("tidings.written").count()).isEqualTo(written);
    }

    @Test
    void holdsWhatWaitsAndWhatIsBeingWritten() {
        OutboundQueue wide = queue(wire.hold(), 100_000, true);
        wide.send(frame("", LARGE));
        wide.send(utf8("12345\n"));

        assertThat(wide.bytes()).isEqualTo(LARGE + 7);
        wire.complete();
        assertThat(wide.bytes()).isEqualTo(6);
        wire.complete();
        assertThat(wide.bytes()).isZero();
    }

    @Test
    void refusesWhatASubscriptionHasAlready() {
        Subscription subscription = live("s1", new Position("e1", 5));

        assertThat(queue.offer(subscription, List.of(entry(5)))).isZero();
        assertThat(queue.offer(subscription, List.of(entry(6)))).isOne();
        assertThat(queue.offer(subscription, List.of(entry(6)))).isZero();
        assertThat(queue.offer(subscription, List.of(entry(7)))).isOne();
    }

    @Test
    void refusesEntriesOfAnotherNumbering() {
        Subscription subscription = catchingUp("s1", null);
        queue.begin(subscription, new Position("e1", 4));
        queue.reset(subscription, new Position("e2", 5), "epoch_changed");

        queue.offerMissed(subscription, List.of(entry(6)));

        assertThat(wire.frames()).containsExactly("s1 reset e2:5 epoch_changed");
        assertThat(queue.reached(subscription)).isEqualTo(new Position("e2", 5));
    }

    @Test
    void hasASubscriptionThatMissesAnEntryCatchUp() {
        Subscription subscription = live("s1");

        assertThat(queue.offer(subscription, List.of(entry(2)))).isEqualTo(OutboundQueue.BEHIND);
        queue.flush();

        assertThat(resumed).containsExactly(subscription);
        assertThat(queue.offer(subscription, List.of(entry(3)))).isEqualTo(OutboundQueue.BEHIND);
        assertThat(wire.frames()).isEmpty();
    }

    @Test
    void givesNothingFromTheFanOutToASubscriptionThatCatchesUp() {
        Subscription subscription = catchingUp("s1", null);
        queue.begin(subscription, new Position("e1", 0));

        assertThat(queue.offer(subscription, List.of(entry(1)))).isEqualTo(OutboundQueue.BEHIND);
        assertThat(queue.offer(subscription, List.of(transientUpdate("a", 0)))).isEqualTo(OutboundQueue.BEHIND);

        queue.flush();
        assertThat(wire.frames()).isEmpty();
    }

    @Test
    void goesLiveOnlyWhenEverythingIsThereAndConfirmed() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.begin(subscription, new Position("e1", 0));

        assertThat(queue.goLive(subscription, new Position("e1", 0))).isFalse();
        queue.confirm(subscription);
        assertThat(queue.goLive(subscription, new Position("e1", 1))).isFalse();
        assertThat(queue.goLive(subscription, new Position("e2", 0))).isFalse();
        assertThat(queue.goLive(subscription, new Position("e1", 0))).isTrue();
        assertThat(offer(queue, subscription, entry(1))).isOne();
        assertThat(wire.frames()).containsExactly("receipt r1 e1:0", "s1 entry e1:1");
    }

    @Test
    void confirmsASubscriptionOnce() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.confirm(subscription);
        queue.begin(subscription, new Position("e1", 7));

        queue.confirm(subscription);
        queue.confirm(subscription);

        assertThat(wire.frames()).containsExactly("receipt r1 e1:7");
        assertThat(queue.isConfirmed(subscription)).isTrue();
    }

    @Test
    void owesNoReceiptThatWasTakenBack() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.begin(subscription, new Position("e1", 7));

        assertThat(queue.takeReceipt(subscription)).isEqualTo("r1");
        assertThat(queue.takeReceipt(subscription)).isNull();

        queue.confirm(subscription);
        assertThat(wire.frames()).isEmpty();
    }

    @Test
    void dropsTransientUpdatesBeforeEntriesLeave() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1, 300)));
        queue.offer(subscription, List.of(transientUpdate("a", 300)));
        queue.offer(subscription, List.of(transientUpdate("b", 300)));

        queue.offer(subscription, List.of(entry(2, 300)));
        wire.release();

        assertThat(wire.frames()).containsExactly("busy", "s1 entry e1:1", "s1 entry e1:2");
        assertThat(metrics.counter("tidings.transients.dropped", "reason", "slow-client")
                        .count())
                .isEqualTo(2);
        assertThat(resumed).isEmpty();
    }

    @Test
    void resumesASubscriptionWhoseEntriesLeftOnceThereIsRoom() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.offer(subscription, List.of(entry(1, 300)));
        queue.flush();
        IntStream.rangeClosed(2, 5).forEach(n -> queue.offer(subscription, List.of(entry(n, 300))));

        assertThat(queue.reached(subscription)).isEqualTo(new Position("e1", 1));
        assertThat(queue.offer(subscription, List.of(entry(6)))).isEqualTo(OutboundQueue.BEHIND);
        wire.release();

        assertThat(resumed).containsExactly(subscription);
        assertThat(wire.frames()).containsExactly("s1 entry e1:1");
    }

    @Test
    void resumesNobodyBeforeThereIsRoom() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.send(frame("control", 600));
        queue.offer(subscription, List.of(entry(1, 500)));
        queue.flush();
        assertThat(resumed).isEmpty();

        wire.complete();

        assertThat(resumed).containsExactly(subscription);
        assertThat(queue.reached(subscription)).isEqualTo(new Position("e1", 0));
    }

    @Test
    void awaitsRoomWithASubscriptionThatCouldNotGetEverything() {
        Subscription subscription = catchingUp("s1", null);
        queue.begin(subscription, new Position("e1", 0));
        wire.hold();
        queue.send(utf8("busy\n"));

        queue.offerMissed(subscription, entries(1, 6, 200));
        queue.awaitRoom(subscription);
        assertThat(queue.reached(subscription)).isEqualTo(new Position("e1", 3));
        assertThat(resumed).isEmpty();
        wire.release();

        assertThat(resumed).containsExactly(subscription);
        queue.offerMissed(subscription, entries(4, 6, 200));
        assertThat(wire.frames()).hasSize(7).endsWith("s1 entry e1:6");
    }

    @Test
    void resumesAtOnceIfThereIsRoom() {
        Subscription subscription = catchingUp("s1", null);

        queue.awaitRoom(subscription);

        assertThat(resumed).containsExactly(subscription);
    }

    @Test
    void writesAnEntryThatAloneIsLargerThanTheQueue() {
        Subscription subscription = catchingUp("s1", null);
        queue.begin(subscription, new Position("e1", 0));

        queue.offerMissed(subscription, entries(1, 2, 2 * LIMIT));
        queue.offerMissed(subscription, entries(2, 2, 2 * LIMIT));

        assertThat(wire.frames()).containsExactly("s1 entry e1:1", "s1 entry e1:2");
    }

    @Test
    void confirmsAgainAfterTheEntriesThatTheReceiptCameAfter() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.begin(subscription, new Position("e1", 0));
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offerMissed(subscription, entries(1, 2, 200));
        queue.confirm(subscription);
        queue.goLive(subscription, new Position("e1", 2));
        queue.offer(subscription, List.of(entry(3, 600)));
        assertThat(queue.isConfirmed(subscription)).isFalse();
        assertThat(queue.reached(subscription)).isEqualTo(new Position("e1", 0));

        wire.release();
        assertThat(resumed).containsExactly(subscription);
        queue.offerMissed(subscription, entries(1, 3, 100));
        queue.confirm(subscription);

        assertThat(wire.frames())
                .containsExactly("busy", "s1 entry e1:1", "s1 entry e1:2", "s1 entry e1:3", "receipt r1 e1:3");
    }

    @Test
    void keepsAReceiptThatCameBeforeTheEntriesThatLeave() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.begin(subscription, new Position("e1", 0));
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.confirm(subscription);
        queue.goLive(subscription, new Position("e1", 0));

        queue.offer(subscription, List.of(entry(1, 600)));
        queue.offer(subscription, List.of(entry(2, 600)));
        wire.release();

        assertThat(wire.frames()).containsExactly("busy", "receipt r1 e1:0");
        assertThat(queue.isConfirmed(subscription)).isTrue();
    }

    @Test
    void tellsTheReasonOfAResetInTheReceiptThatIsOwed() {
        Subscription subscription = catchingUp("s1", "r1");

        queue.reset(subscription, new Position("e2", 9), "epoch_changed");
        queue.confirm(subscription);

        assertThat(wire.frames()).containsExactly("receipt r1 e2:9 epoch_changed");
        assertThat(metrics.counter("tidings.resets", "reason", "epoch_changed").count())
                .isEqualTo(1);
    }

    @Test
    void tellsOfAResetBeforeWhatComesAfterIt() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.begin(subscription, new Position("e1", 6));

        queue.reset(subscription, new Position("e2", 9), "epoch_changed");
        queue.offerMissed(subscription, List.of(entry("e2", 10, 0)));
        queue.confirm(subscription);

        assertThat(wire.frames()).containsExactly("receipt r1 e2:9 epoch_changed", "s1 entry e2:10");
    }

    @Test
    void goesOnFromAResetInAReceiptThoughTheEntriesAroundItLeft() {
        Subscription subscription = catchingUp("s1", "r1");
        queue.begin(subscription, new Position("e1", 0));
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offerMissed(subscription, entries(1, 1, 400));
        queue.reset(subscription, new Position("e2", 9), "epoch_changed");
        queue.goLive(subscription, new Position("e2", 9));

        queue.offer(subscription, List.of(entry("e2", 10, 800)));
        wire.release();

        assertThat(queue.reached(subscription)).isEqualTo(new Position("e2", 9));
        assertThat(resumed).containsExactly(subscription);
        assertThat(wire.frames()).containsExactly("busy", "receipt r1 e2:9 epoch_changed");
    }

    @Test
    void goesOnFromAResetPosition() {
        Subscription subscription = live("s1");

        queue.offer(subscription, List.of(entry(1)));
        queue.reset(subscription, new Position("e2", 9), "epoch_changed");
        offer(queue, subscription, entry("e2", 10, 0));

        assertThat(wire.frames()).containsExactly("s1 entry e1:1", "s1 reset e2:9 epoch_changed", "s1 entry e2:10");
    }

    @Test
    void goesOnFromAResetThoughTheEntriesAroundItLeft() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1, 500)));
        queue.reset(subscription, new Position("e2", 9), "epoch_changed");

        queue.offer(subscription, List.of(entry("e2", 10, 600)));
        wire.release();

        assertThat(queue.reached(subscription)).isEqualTo(new Position("e2", 9));
        assertThat(resumed).containsExactly(subscription);
        assertThat(wire.frames()).containsExactly("busy", "s1 reset e2:9 epoch_changed");
    }

    @Test
    void writesNothingMoreOfASubscriptionThatEnded() {
        Subscription subscription = live("s1");
        Subscription other = live("s2");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1)));
        queue.offer(other, List.of(entry(1)));

        queue.end(subscription);
        assertThat(queue.offer(subscription, List.of(entry(2)))).isZero();
        wire.release();

        assertThat(wire.frames()).containsExactly("busy", "s2 entry e1:1");
        assertThat(queue.bytes()).isZero();
        assertThat(queue.isEnded(subscription)).isTrue();
        assertThat(queue.isEnded(other)).isFalse();
    }

    @Test
    void resumesNoSubscriptionThatEnded() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1, 600)));
        queue.offer(subscription, List.of(entry(2, 600)));

        queue.end(subscription);
        wire.release();

        assertThat(resumed).isEmpty();
    }

    @Test
    void finishesWithControlFramesAndTheLastOneAndThenCloses() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1)));
        queue.send(utf8("receipt\n"));

        queue.finish(utf8("error\n"), CloseStatus.GOING_AWAY);
        queue.send(utf8("late\n"));
        queue.offer(subscription, List.of(entry(2)));
        queue.finish(utf8("again\n"), CloseStatus.NORMAL);
        wire.complete();
        assertThat(wire.closes()).isEmpty();
        wire.complete();

        assertThat(wire.frames()).containsExactly("busy", "receipt", "error");
        assertThat(wire.closes()).containsExactly(CloseStatus.GOING_AWAY);
    }

    @Test
    void writesNothingAfterTheClose() {
        Subscription subscription = live("s1");

        queue.finish(null, CloseStatus.NORMAL);
        queue.send(utf8("late\n"));
        offer(queue, subscription, entry(1));
        queue.reset(subscription, new Position("e2", 1), "epoch_changed");
        queue.flush();

        assertThat(wire.writes()).isZero();
        assertThat(wire.closes()).containsExactly(CloseStatus.NORMAL);
    }

    @Test
    void cutsAndForgetsWhenAWriteFails() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1)));
        queue.send(utf8("receipt\n"));

        wire.fail();
        queue.send(utf8("late\n"));

        assertThat(wire.cuts()).isEqualTo(1);
        assertThat(wire.isWriting()).isFalse();
        assertThat(wire.closes()).isEmpty();
        assertThat(queue.bytes()).isZero();
        assertThat(queue.isEnded(subscription)).isTrue();
        assertThat(metrics.counter("tidings.written").count()).isZero();
    }

    @Test
    void cutsWhenAWriteCannotEvenBegin() {
        Subscription subscription = live("s1");
        wire.breakDown();

        queue.send(utf8("first\n"));
        queue.send(utf8("late\n"));

        assertThat(wire.cuts()).isEqualTo(1);
        assertThat(queue.bytes()).isZero();
        assertThat(queue.isEnded(subscription)).isTrue();
    }

    @Test
    void resumesNobodyOfAConnectionThatIsGone() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1, 600)));
        queue.offer(subscription, List.of(entry(2, 600)));

        queue.discard();
        queue.awaitRoom(subscription);
        wire.complete();

        assertThat(resumed).isEmpty();
        assertThat(wire.frames()).containsExactly("busy");
        assertThat(queue.behindFor()).isZero();
    }

    @Test
    void tellsWhenEvenControlFramesAreTooMany() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.offer(subscription, List.of(entry(1, 500)));
        queue.send(frame("first", 600));
        assertThat(overflows).isZero();

        queue.send(frame("second", 600));

        assertThat(overflows).isEqualTo(1);
    }

    @Test
    void takesNoMoreStackHoweverManyWritesCompleteAtOnce() {
        OutboundQueue separate = queue(wire.hold(), 10_000_000, false);
        int frames = 100_000;
        byte[] frame = utf8("f\n");
        IntStream.range(0, frames).forEach(i -> separate.send(frame));

        wire.release();

        assertThat(wire.writes()).isEqualTo(frames);
        assertThat(separate.bytes()).isZero();
    }

    @Test
    void sendsAHeartbeatOnlyWhenNothingElseWasWritten() {
        byte[] heartbeat = utf8("\n");

        queue.sendHeartbeat(heartbeat, Duration.ofDays(1));
        assertThat(wire.writes()).isZero();
        queue.sendHeartbeat(heartbeat, Duration.ZERO);
        assertThat(wire.messages()).containsExactly("\n");
        wire.hold();
        queue.send(utf8("busy\n"));
        queue.sendHeartbeat(heartbeat, Duration.ZERO);

        wire.release();
        assertThat(wire.messages()).containsExactly("\n", "busy\n");
    }

    @Test
    void hasAnAgeOnlyWhileItWrites() {
        assertThat(queue.age()).isZero();

        wire.hold();
        queue.send(utf8("busy\n"));
        assertThat(queue.age()).isPositive();

        wire.release();
        assertThat(queue.age()).isZero();
    }

    @Test
    void isAsOldAsTheFrameThatComesNextEvenIfTheWriteIsNew() {
        OutboundQueue oneByOne = queue(wire, LIMIT, false);
        wire.hold();
        oneByOne.send(utf8("first\n"));
        oneByOne.send(utf8("second\n"));
        oneByOne.send(utf8("third\n"));
        long waiting = System.nanoTime();
        await().until(() -> System.nanoTime() - waiting > 20_000_000);

        wire.complete();

        assertThat(oneByOne.age()).isGreaterThan(Duration.ofMillis(20));
    }

    @Test
    void isBehindUntilEverySubscriptionIsLiveAgain() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("busy\n"));
        assertThat(queue.behindFor()).isZero();
        queue.offer(subscription, List.of(entry(1, 600)));
        queue.offer(subscription, List.of(entry(2, 600)));
        wire.release();
        assertThat(queue.behindFor()).isPositive();

        queue.offerMissed(subscription, entries(1, 2, 100));
        queue.goLive(subscription, new Position("e1", 2));

        assertThat(subscription.state).isEqualTo(State.LIVE);
        assertThat(queue.behindFor()).isZero();
    }

    @Test
    void takesABatchAsTheEntriesThatItHolds() {
        Subscription subscription = live("s1");

        assertThat(offer(queue, subscription, batch(1, 3))).isEqualTo(1);
        assertThat(offer(queue, subscription, batch(1, 3))).isZero();
        assertThat(offer(queue, subscription, batch(2, 5))).isEqualTo(1);
        assertThat(offer(queue, subscription, batch(7, 8))).isEqualTo(OutboundQueue.BEHIND);

        assertThat(wire.frames()).containsExactly("s1 entries e1:1 to e1:3 [,,]", "s1 entry e1:4", "s1 entry e1:5");
        assertThat(queue.reached(subscription)).isEqualTo(new Position("e1", 5));
    }

    @Test
    void fallsBehindToBeforeTheFirstEntryOfABatchThatLeaves() {
        Subscription subscription = live("s1");
        wire.hold();
        queue.send(utf8("first\n"));

        offer(queue, subscription, batch(1, 3));
        offer(queue, subscription, entry(4, LIMIT));

        assertThat(queue.reached(subscription)).isEqualTo(new Position("e1", 0));
        assertThat(subscription.state).isEqualTo(State.CATCHING_UP);
    }

    private static OutboundMessage batch(int first, int last) {
        return OutboundMessage.batch(entries(first, last, 0));
    }

    private static int offer(OutboundQueue queue, Subscription subscription, OutboundMessage message) {
        int appended = queue.offer(subscription, List.of(message));
        queue.flush();
        return appended;
    }

    private Subscription live(String id) {
        return live(id, new Position("e1", 0));
    }

    private Subscription live(String id, Position begin) {
        return live(queue, subscription(id, null, encoding), begin);
    }

    private Subscription live(OutboundQueue target, String id) {
        return live(target, id, encoding);
    }

    private Subscription live(OutboundQueue target, String id, MessageEncoding how) {
        return live(target, subscription(id, null, how), new Position("e1", 0));
    }

    private static Subscription live(OutboundQueue target, Subscription subscription, Position begin) {
        target.begin(subscription, begin);
        assertThat(target.goLive(subscription, begin)).isTrue();
        return subscription;
    }

    private Subscription catchingUp(String id, @Nullable String receipt) {
        return subscription(id, receipt, encoding);
    }

    private Subscription subscription(String id, @Nullable String receipt, MessageEncoding how) {
        return new Subscription(
                new FakeSession("session", LIMIT),
                id,
                TOPIC,
                how,
                new Subscription.Terms(receipt, null, false, false),
                resumed::add);
    }

    private static List<OutboundMessage> entries(int first, int last, int size) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> entry(n, size)).toList();
    }

    private static OutboundMessage entry(int sequence) {
        return entry(sequence, 0);
    }

    private static OutboundMessage entry(int sequence, int size) {
        return entry("e1", sequence, size);
    }

    private static OutboundMessage entry(String epoch, int sequence, int size) {
        return OutboundMessage.entry(TOPIC, new Position(epoch, sequence), "text/plain", utf8("x".repeat(size)));
    }

    private static OutboundMessage transientUpdate(String label, int size) {
        return OutboundMessage.transientUpdate(TOPIC, null, "text/plain", utf8(label + "x".repeat(size)));
    }

    private static byte[] frame(String label, int size) {
        return utf8(label + "x".repeat(size) + "\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
