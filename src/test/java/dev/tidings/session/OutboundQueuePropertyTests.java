package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.session.Subscription.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Compares an {@link OutboundQueue} with what the change log says, whatever happens in whatever order. */
class OutboundQueuePropertyTests {

    private static final long LIMIT = 40_000;
    private static final int LARGEST = 20_000;
    private static final List<Topic> TOPICS = List.of(new Topic("notes", "1"), new Topic("notes", "2"));
    private static final int SUBSCRIPTIONS = 4;

    @Property(tries = 500)
    void everySubscriptionGetsItsStreamWithoutGapsAndNothingTwice(@ForAll("scripts") List<Step> script) {
        var model = new Model();

        for (Step step : script) {
            model.run(step);
            model.checkSize();
        }
        model.settle();

        model.checkFrames();
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(12, Action.PUBLISH),
                Tuple.of(6, Action.UPDATE),
                Tuple.of(3, Action.CONTROL),
                Tuple.of(8, Action.COMPLETE),
                Tuple.of(8, Action.CATCH_UP),
                Tuple.of(1, Action.UNSUBSCRIBE),
                Tuple.of(1, Action.NEW_EPOCH));
        Arbitrary<Integer> sizes = Arbitraries.of(10, 300, 3_000, 9_000, LARGEST);
        return Combinators.combine(actions, Arbitraries.integers().between(0, SUBSCRIPTIONS - 1), sizes)
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    enum Action {
        PUBLISH,
        UPDATE,
        CONTROL,
        COMPLETE,
        CATCH_UP,
        UNSUBSCRIBE,
        NEW_EPOCH
    }

    /**
     * What happens next.
     *
     * @param target which of the subscriptions, or of the streams
     * @param size bytes of the body
     */
    record Step(Action action, int target, int size) {}

    /** The change log of one stream, and how large its entries are. */
    private static final class Log {

        private final Topic topic;
        private int epochs = 1;
        private final List<Integer> sizes = new ArrayList<>();

        Log(Topic topic) {
            this.topic = topic;
        }

        Position head() {
            return position(sizes.size());
        }

        Position position(long sequence) {
            return new Position("e" + epochs, sequence);
        }

        OutboundMessage append(int size) {
            sizes.add(size);
            return entry(sizes.size());
        }

        OutboundMessage entry(int sequence) {
            return OutboundMessage.entry(
                    topic, position(sequence), "text/plain", utf8("x".repeat(sizes.get(sequence - 1))));
        }

        List<OutboundMessage> after(long sequence) {
            return IntStream.rangeClosed((int) sequence + 1, sizes.size())
                    .limit(3)
                    .mapToObj(this::entry)
                    .toList();
        }

        void renew() {
            epochs++;
            sizes.subList(0, sizes.size() / 2).clear();
        }
    }

    /** Feeds a queue as the fan-out does, on one thread, and knows what has to come out of it. */
    private static final class Model {

        private final FakeSession session = new FakeSession("session", LIMIT);
        private final OutboundQueue queue = session.queue();
        private final List<Log> logs = TOPICS.stream().map(Log::new).toList();
        private final List<Subscription> subscriptions = new ArrayList<>();
        private final Set<Subscription> toCatchUp = new LinkedHashSet<>();
        private final Set<String> ended = new LinkedHashSet<>();
        private final Map<String, Integer> writesAtEnd = new HashMap<>();
        private final List<String> controls = new ArrayList<>();
        private final List<String> updates = new ArrayList<>();
        private int controlBytes;

        Model() {
            session.wire().hold();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                // Two want a receipt.
                Subscription subscription = session.subscribe(
                        "s" + i, TOPICS.get(i % TOPICS.size()), i < 2 ? "r" + i : null, null, toCatchUp::add);
                subscriptions.add(subscription);
                queue.begin(subscription, log(subscription).head());
                toCatchUp.add(subscription);
            }
        }

        private Log log(Subscription subscription) {
            return logs.get(TOPICS.indexOf((Topic) subscription.destination()));
        }

        void run(Step step) {
            switch (step.action()) {
                case PUBLISH -> publish(logs.get(step.target() % logs.size()), step.size());
                case UPDATE -> update(logs.get(step.target() % logs.size()), step.size());
                case CONTROL -> control(step.size());
                case COMPLETE -> complete();
                case CATCH_UP -> catchUp(step.target());
                case UNSUBSCRIBE -> unsubscribe(subscriptions.get(step.target()));
                case NEW_EPOCH -> renew(logs.get(step.target() % logs.size()));
            }
        }

        private void publish(Log log, int size) {
            deliver(log, log.append(size));
        }

        private void update(Log log, int size) {
            // Its text tells behind which entry it has its place.
            String text = "u%d@%s".formatted(updates.size(), log.head());
            updates.add(text);
            deliver(log, OutboundMessage.transientUpdate(log.topic, null, "text/plain", utf8(text + "x".repeat(size))));
        }

        private void deliver(Log log, OutboundMessage message) {
            subscriptions.stream()
                    .filter(subscription -> log(subscription) == log)
                    .forEach(subscription -> queue.offer(subscription, List.of(message)));
            queue.flush();
        }

        private void control(int size) {
            String text = "control " + controls.size();
            controls.add(text);
            byte[] frame = utf8(text + " " + "x".repeat(size) + "\n");
            controlBytes += frame.length;
            queue.send(frame);
        }

        private void complete() {
            if (session.wire().isWriting()) {
                session.wire().complete();
            }
        }

        private void unsubscribe(Subscription subscription) {
            if (ended.add(subscription.id())) {
                queue.end(subscription);
                // What is being written cannot be called back.
                writesAtEnd.put(subscription.id(), session.wire().writes());
            }
        }

        private void renew(Log log) {
            log.renew();
            for (Subscription subscription : subscriptions) {
                if (log(subscription) == log && subscription.state == State.LIVE) {
                    queue.reset(subscription, log.head(), "epoch_changed");
                }
            }
        }

        private void catchUp(int target) {
            if (!toCatchUp.isEmpty()) {
                catchUp(List.copyOf(toCatchUp).get(target % toCatchUp.size()));
            }
        }

        private void catchUp(Subscription subscription) {
            toCatchUp.remove(subscription);
            Log log = log(subscription);
            Position reached = Objects.requireNonNull(queue.reached(subscription));
            if (!reached.epoch().equals(log.head().epoch())) {
                queue.reset(subscription, log.head(), "epoch_changed");
            } else {
                List<OutboundMessage> missed = log.after(reached.sequence());
                queue.offerMissed(subscription, missed);
                if (!missed.isEmpty() && !Objects.equals(missed.getLast().position(), queue.reached(subscription))) {
                    queue.awaitRoom(subscription);
                    return;
                }
            }
            if (log.head().equals(queue.reached(subscription))) {
                queue.confirm(subscription);
            }
            if (!queue.goLive(subscription, log.head())) {
                toCatchUp.add(subscription);
            }
        }

        /** Lets everything come to an end. */
        void settle() {
            for (int i = 0; i < 1_000 && (session.wire().isWriting() || !toCatchUp.isEmpty()); i++) {
                complete();
                catchUp(0);
            }
        }

        void checkSize() {
            long receipts = 1_000;
            assertThat(queue.bytes())
                    .isLessThanOrEqualTo(LIMIT + LARGEST + WriteBuffers.SIZE + controlBytes + receipts);
        }

        void checkFrames() {
            List<String> frames = session.wire().frames();
            assertThat(session.wire().isWriting()).isFalse();
            assertThat(queue.bytes()).isZero();
            assertThat(frames.stream()
                            .filter(frame -> frame.startsWith("control"))
                            .toList())
                    .isEqualTo(controls);
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                check(subscriptions.get(i), frames, i < 2);
            }
        }

        private void check(Subscription subscription, List<String> frames, boolean wantsReceipt) {
            String id = subscription.id();
            var client = new Client(id, ended.contains(id));
            frames.forEach(client::take);
            if (ended.contains(id)) {
                List<String> late = session.wire().messages().stream()
                        .skip(writesAtEnd.getOrDefault(id, 0))
                        .flatMap(String::lines)
                        .filter(frame -> frame.startsWith(id + " "))
                        .toList();
                assertThat(late).as("written after the end of %s", id).isEmpty();
            } else {
                assertThat(subscription.state).isEqualTo(State.LIVE);
                assertThat(client.position)
                        .as("place of %s", id)
                        .isEqualTo(log(subscription).head());
                assertThat(client.receipts).isEqualTo(wantsReceipt ? 1 : 0);
                assertThat(queue.behindFor()).isZero();
            }
        }
    }

    /** What a client makes of the frames of one subscription; it accepts no gap and nothing twice. */
    private static final class Client {

        private final String id;
        private final String receipt;
        private final boolean unsubscribed;
        private Position position = new Position("e1", 0);
        private int lastUpdate = -1;
        private int receipts;

        Client(String id, boolean unsubscribed) {
            this.id = id;
            this.unsubscribed = unsubscribed;
            this.receipt = "r" + id.substring(1);
        }

        void take(String frame) {
            String[] words = frame.split(" ", -1);
            if (words[0].equals("receipt") && words[1].equals(receipt)) {
                receipts++;
                if (words.length > 3) {
                    position = Position.parse(words[2]);
                }
                // The entries before it may be gone with their subscription; the receipt stays.
                if (!unsubscribed) {
                    assertThat(words[2]).as(frame).isEqualTo(position.toString());
                }
            } else if (words[0].equals(id)) {
                takeMessage(frame, words[1], words[2]);
            }
        }

        private void takeMessage(String frame, String kind, String text) {
            switch (kind) {
                case "entry" -> {
                    Position next = new Position(position.epoch(), position.sequence() + 1);
                    assertThat(text).as(frame).isEqualTo(next.toString());
                    position = next;
                }
                case "reset" -> position = Position.parse(text);
                default -> {
                    int number = Integer.parseInt(text.substring(1, text.indexOf('@')));
                    assertThat(number).as(frame).isGreaterThan(lastUpdate);
                    assertThat(text).as(frame).endsWith("@" + position);
                    lastUpdate = number;
                }
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
