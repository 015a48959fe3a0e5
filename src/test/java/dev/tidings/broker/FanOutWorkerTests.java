package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.session.FakeSession;
import dev.tidings.session.MessageBatches;
import dev.tidings.session.OutboundMessage;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.Subscription;
import dev.tidings.session.Subscription.Terms;
import dev.tidings.support.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link FanOutWorker}, alone and against a simple model of the change log. */
class FanOutWorkerTests {

    private static final List<Topic> TOPICS = List.of(new Topic("notes", "1"), new Topic("notes", "2"));
    private static final Topic TOPIC = TOPICS.getFirst();
    private static final ChangeKey JOB = new ChangeKey("job", "1");
    private static final int LIMIT = 200;
    private static final int CHUNK = 3;

    /** Parts of transactions as they come: mostly whole, and some without beginning or end. */
    private static final List<TransactionPart> PARTS = List.of(
            TransactionPart.WHOLE,
            TransactionPart.FIRST,
            TransactionPart.INNER,
            TransactionPart.LAST,
            TransactionPart.WHOLE,
            TransactionPart.LAST);

    @Test
    void purgesAnUpdateThatWaitsWhenTheEntryOfItsKeyHadToWaitItself() {
        try (var model = new Model()) {
            FakeSession session = model.session();
            model.begin(session, "s1");

            model.worker.accept(update("first", null), null);
            model.worker.accept(update("second", null), null);
            model.worker.accept(entry(TOPIC, new Position("e1", 2), JOB), null);
            model.worker.accept(entry(TOPIC, new Position("e1", 1), null), null);
            model.worker.accept(update("late", new Position("e1", 1)), null);
            model.settled();

            assertThat(session.wire().frames()).containsExactly("s1 transient first", "s1 entry e1:1", "s1 entry e1:2");
            assertThat(model.metrics.counter("tidings.transients.conflated").count())
                    .isEqualTo(1);
            assertThat(model.metrics
                            .counter("tidings.transients.dropped", "reason", "superseded")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void dropsAnUpdateThatComesLongAfterTheEntryOfItsKey() {
        try (var model = new Model()) {
            FakeSession session = model.session();
            model.begin(session, "s1");

            model.worker.accept(entry(TOPIC, new Position("e1", 1), JOB), null);
            model.settled();
            model.worker.accept(update("late", new Position("e1", 0)), null);
            model.settled();

            assertThat(session.wire().frames()).containsExactly("s1 entry e1:1");
            assertThat(model.metrics
                            .counter("tidings.transients.dropped", "reason", "superseded")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void goesOnAfterAConnectionThatThrows() {
        try (var model = new Model()) {
            FakeSession broken = model.session();
            FakeSession sound = model.session();
            model.begin(broken, "s1");
            model.begin(sound, "s2");
            broken.wire().breakDown();

            model.worker.accept(entry(TOPIC, new Position("e1", 1), null), null);
            model.settled();

            assertThat(broken.wire().frames()).isEmpty();
            assertThat(sound.wire().frames()).containsExactly("s2 entry e1:1");
        }
    }

    @Test
    void readsOnceWhatIsMissingBeforeSeveralEntries() {
        try (var model = new Model()) {
            model.begin(model.session(), "s1");

            model.worker.accept(entry(TOPIC, new Position("e1", 3), null), null);
            model.worker.accept(entry(TOPIC, new Position("e1", 5), null), null);
            model.settled();

            assertThat(model.repairs).containsExactly(new Repair(TOPIC, new Position("e1", 0)));
        }
    }

    @Test
    void readsAtOnceWhatIsMissingBeforeEntriesThatWereHeld() {
        try (var model = new Model()) {
            FakeSession session = model.session();
            Subscription subscription = session.subscribe("s1", TOPIC, null, null, resumed -> {});
            model.worker.subscribe(subscription);
            model.worker.accept(entry(TOPIC, new Position("e1", 3), null), null);
            session.queue().begin(subscription, new Position("e1", 1));
            model.worker.activate(subscription, true);
            model.settled();
            assertThat(model.repairs).containsExactly(new Repair(TOPIC, new Position("e1", 1)));

            model.worker.accept(entry(TOPIC, new Position("e1", 9), null), null);
            model.worker.reset(TOPIC, new Position("e1", 7), "reset");
            model.settled();

            assertThat(model.repairs).last().isEqualTo(new Repair(TOPIC, new Position("e1", 7)));
        }
    }

    @Test
    void countsWhatItHas() {
        try (var model = new Model()) {
            FakeSession session = model.session();
            model.begin(session, "s1");
            model.begin(session, "s2");
            assertThat(model.worker.destinations()).isEqualTo(1);
            assertThat(model.worker.subscriptions()).isEqualTo(2);

            session.subscriptions().values().forEach(model.worker::unsubscribe);
            session.subscriptions().values().forEach(model.worker::unsubscribe);
            model.settled();

            assertThat(model.worker.destinations()).isZero();
            assertThat(model.worker.subscriptions()).isZero();
        }
    }

    @Test
    void letsABatchGoWhoseRestIsLate() {
        try (var model = new Model()) {
            FakeSession session = model.session();
            model.begin(session, "s1", true);

            model.worker.accept(entry(TOPIC, new Position("e1", 1), null).as(TransactionPart.FIRST), null);
            model.worker.accept(entry(TOPIC, new Position("e1", 2), null).as(TransactionPart.INNER), null);
            model.settled();
            assertThat(session.wire().frames()).isEmpty();

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !session.wire().frames().isEmpty());
            assertThat(session.wire().frames()).hasSize(1).first().asString().startsWith("s1 entries e1:1 to e1:2");
        }
    }

    @Test
    void holdsBackWhatMayBeNewsToOneWhoLostTheRight() {
        try (var model = new Model()) {
            FakeSession session = model.session();
            model.begin(session, "s1");
            Topic other = TOPICS.getLast();
            model.begin(session, "s2", other);

            model.worker.accept(entry(TOPIC, new Position("e1", 1), null), null);
            model.worker.accept(entry(TOPIC, new Position("e1", 2), null).under(2), null);
            model.worker.accept(entry(TOPIC, new Position("e1", 3), null).under(3), null);
            model.worker.accept(update("during", null).under(2), null);
            model.worker.accept(entry(other, new Position("e1", 1), null), null);
            model.settled();
            assertThat(session.wire().frames()).containsExactlyInAnyOrder("s1 entry e1:1", "s2 entry e1:1");

            model.rights.know(1);
            model.settled();
            assertThat(session.wire().frames()).hasSize(2);

            model.rights.know(2);
            model.settled();
            assertThat(session.wire().frames()).endsWith("s1 entry e1:2").hasSize(3);

            model.rights.know(3);
            model.settled();
            assertThat(session.wire().frames()).endsWith("s1 entry e1:2", "s1 entry e1:3", "s1 transient during");
        }
    }

    @Test
    void readsNothingFromTheLogThatWaitsForRights() {
        try (var model = new Model()) {
            model.begin(model.session(), "s1");

            model.worker.accept(entry(TOPIC, new Position("e1", 2), null), null);
            model.settled();
            model.worker.repair(
                    TOPIC, List.of(entry(TOPIC, new Position("e1", 1), null).under(1)));
            model.worker.catchUpWith(TOPIC, new Position("e1", 2));
            model.settled();
            assertThat(model.repairs).hasSize(1);

            model.rights.know(1);
            model.settled();
            assertThat(model.sessions.getFirst().wire().frames()).containsExactly("s1 entry e1:1", "s1 entry e1:2");
        }
    }

    @Property(tries = 300)
    void everySubscriptionGetsExactlyTheEntriesAfterItsPosition(@ForAll("scripts") List<Step> script) {
        try (var model = new Model()) {
            for (Step step : script) {
                model.run(step);
                model.settled();
            }
            model.finish();

            model.checkFrames();
        }
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(6, Action.SUBSCRIBE),
                Tuple.of(14, Action.PUBLISH),
                Tuple.of(14, Action.ARRIVE),
                Tuple.of(4, Action.ARRIVE_TWICE),
                Tuple.of(2, Action.LOSE),
                Tuple.of(8, Action.READ),
                Tuple.of(8, Action.ANSWER),
                Tuple.of(6, Action.REPAIR),
                Tuple.of(2, Action.CHECK_HEADS),
                Tuple.of(2, Action.UNSUBSCRIBE),
                Tuple.of(3, Action.HOLD),
                Tuple.of(4, Action.RELEASE),
                Tuple.of(1, Action.NEW_EPOCH),
                Tuple.of(3, Action.REVOKE),
                Tuple.of(3, Action.ASK_FOR_RIGHTS));
        return Combinators.combine(actions, Arbitraries.integers().between(0, 11))
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(100);
    }

    enum Action {
        SUBSCRIBE,
        PUBLISH,
        ARRIVE,
        ARRIVE_TWICE,
        LOSE,
        READ,
        ANSWER,
        REPAIR,
        CHECK_HEADS,
        UNSUBSCRIBE,
        HOLD,
        RELEASE,
        NEW_EPOCH,
        REVOKE,
        ASK_FOR_RIGHTS
    }

    /**
     * What happens next.
     *
     * @param choice picks among what it can happen to
     */
    record Step(Action action, int choice) {}

    private record Repair(Destination destination, Position cursor) {}

    /**
     * What was read for a subscription and has not been handed over.
     *
     * @param from what it had reached, {@code null} if it begins at the head
     */
    private record Answer(
            Subscription subscription, @Nullable Position from, Position head, List<Position> entries) {}

    /** A change log, a network that loses, doubles and reorders, and the clients of two sessions. */
    private static final class Model implements LogReads, AutoCloseable {

        private final FakeRights rights = new FakeRights();
        private long revocations;
        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final FanOutWorker worker = new FanOutWorker(
                0,
                this,
                rights,
                new FanOutMetrics(metrics, new MutableClock()),
                key -> Duration.ofDays(1).toNanos());
        private final Map<Topic, Position> heads = new HashMap<>();
        private final List<FakeSession> sessions = new ArrayList<>();
        private final Map<String, Client> clients = new LinkedHashMap<>();
        private final List<CarriedMessage> network = new ArrayList<>();
        private final List<Subscription> toRead = new CopyOnWriteArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final List<Repair> repairs = new CopyOnWriteArrayList<>();
        private int transactions;

        Model() {
            TOPICS.forEach(topic -> heads.put(topic, new Position("e1", 0)));
            worker.start();
        }

        FakeSession session() {
            var session = new FakeSession("session" + sessions.size(), LIMIT);
            sessions.add(session);
            return session;
        }

        /** Adds a live subscription at the head of the first stream. */
        void begin(FakeSession session, String id) {
            begin(session, id, false);
        }

        void begin(FakeSession session, String id, boolean batch) {
            begin(session, id, TOPIC, batch);
        }

        void begin(FakeSession session, String id, Topic topic) {
            begin(session, id, topic, false);
        }

        private void begin(FakeSession session, String id, Topic topic, boolean batch) {
            Subscription subscription =
                    session.subscribe(id, topic, new Terms(null, null, batch, false), resumed -> {});
            worker.subscribe(subscription);
            session.queue().begin(subscription, head(topic));
            worker.activate(subscription, true);
            settled();
        }

        @Override
        public void catchUp(Subscription subscription) {
            toRead.add(subscription);
        }

        @Override
        public void repair(Destination destination, Position cursor) {
            repairs.add(new Repair(destination, cursor));
        }

        /** Waits until the worker has done everything, and has begun another round. */
        void settled() {
            for (int round = 0; round < 2; round++) {
                var reached = new CompletableFuture<Map<Destination, Position>>();
                worker.cursors(reached::complete);
                reached.orTimeout(10, TimeUnit.SECONDS).join();
            }
        }

        private Position head(Destination topic) {
            return Objects.requireNonNull(heads.get((Topic) topic));
        }

        void run(Step step) {
            int choice = step.choice();
            Topic topic = TOPICS.get(choice % TOPICS.size());
            switch (step.action()) {
                case SUBSCRIBE -> subscribe(topic, choice);
                case PUBLISH -> publish(topic, PARTS.get(choice % PARTS.size()));
                case ARRIVE -> arrive(choice, 1);
                case ARRIVE_TWICE -> arrive(choice, 2);
                case LOSE -> take(network, choice);
                case READ -> read(choice);
                case ANSWER -> answer(choice);
                case REPAIR -> repair(choice);
                case CHECK_HEADS -> heads.forEach(worker::catchUpWith);
                case UNSUBSCRIBE -> unsubscribe(choice);
                case HOLD -> hold(choice);
                case RELEASE -> sessions.forEach(session -> session.wire().release());
                case NEW_EPOCH -> renew(topic);
                case REVOKE -> revocations++;
                case ASK_FOR_RIGHTS -> rights.know(revocations);
            }
        }

        private static <T> @Nullable T take(List<T> all, int choice) {
            return all.isEmpty() ? null : all.remove(choice % all.size());
        }

        private void subscribe(Topic topic, int choice) {
            FakeSession session = sessions.size() < 2 ? session() : sessions.get(choice % sessions.size());
            String id = "s" + clients.size();
            boolean receipt = choice % 3 != 0;
            Position head = head(topic);
            Position since = choice % 4 < 2 ? null : new Position(head.epoch(), head.sequence() / 2);
            var terms = new Terms(receipt ? "r" + id : null, since, choice % 2 == 1, false);
            Subscription subscription = session.subscribe(id, topic, terms, resumed -> worker.activate(resumed, false));
            clients.put(id, new Client(subscription, receipt, since));
            worker.subscribe(subscription);
        }

        private void unsubscribe(int choice) {
            List<Client> all = clients.values().stream()
                    .filter(client -> !client.unsubscribed)
                    .toList();
            if (!all.isEmpty()) {
                Client client = all.get(choice % all.size());
                client.unsubscribed = true;
                client.subscription.session().queue().end(client.subscription);
                worker.unsubscribe(client.subscription);
            }
        }

        private void hold(int choice) {
            if (!sessions.isEmpty()) {
                sessions.get(choice % sessions.size()).wire().hold();
            }
        }

        private void publish(Topic topic, TransactionPart part) {
            Position head = head(topic);
            var position = new Position(head.epoch(), head.sequence() + 1);
            heads.put(topic, position);
            network.add(entry(topic, position, null).as(part).under(revocations));
            transactions += part == TransactionPart.FIRST ? 1 : 0;
        }

        private void renew(Topic topic) {
            Position head = head(topic);
            int epoch = Integer.parseInt(head.epoch().substring(1)) + 1;
            heads.put(topic, new Position("e" + epoch, head.sequence() / 2));
        }

        private void arrive(int choice, int times) {
            // Mostly in order, and sometimes not.
            CarriedMessage message = take(network, choice < 8 ? 0 : choice);
            if (message != null) {
                for (int i = 0; i < times; i++) {
                    worker.accept(message, null);
                }
            }
        }

        private void read(int choice) {
            Subscription subscription = take(toRead, choice);
            if (subscription != null) {
                Position reached = subscription.session().queue().reached(subscription);
                Position from = reached == null ? subscription.since() : reached;
                Position head = head(subscription.destination());
                answers.add(new Answer(subscription, from, head, from == null ? List.of() : after(from, head)));
            }
        }

        private static List<Position> after(Position from, Position head) {
            return LongStream.rangeClosed(from.sequence() + 1, head.sequence())
                    .limit(CHUNK)
                    .mapToObj(sequence -> new Position(head.epoch(), sequence))
                    .toList();
        }

        private void answer(int choice) {
            Answer answer = take(answers, choice);
            if (answer == null) {
                return;
            }
            Subscription subscription = answer.subscription();
            OutboundQueue queue = subscription.session().queue();
            Position from = answer.from();
            if (queue.isEnded(subscription)) {
                return;
            }
            if (from == null) {
                queue.begin(subscription, answer.head());
                Objects.requireNonNull(clients.get(subscription.id())).beginAt(answer.head());
                worker.activate(subscription, true);
                return;
            }
            queue.begin(subscription, from);
            if (!from.epoch().equals(answer.head().epoch())
                    || from.sequence() > answer.head().sequence()) {
                queue.reset(subscription, answer.head(), "reset");
                worker.activate(subscription, true);
            } else {
                replay(answer, queue);
            }
        }

        private void replay(Answer answer, OutboundQueue queue) {
            Subscription subscription = answer.subscription();
            List<OutboundMessage> missed = answer.entries().stream()
                    .map(position ->
                            OutboundMessage.replayed(subscription.destination(), position, CarriedMessage.JSON, body()))
                    .toList();
            queue.offerMissed(subscription, subscription.wantsBatches() ? MessageBatches.of(missed) : missed);
            Position last = answer.entries().isEmpty() ? null : answer.entries().getLast();
            if (last != null && !last.equals(queue.reached(subscription))) {
                queue.awaitRoom(subscription);
            } else if (last != null && last.sequence() < answer.head().sequence()) {
                catchUp(subscription);
            } else {
                worker.activate(subscription, true);
            }
        }

        private void repair(int choice) {
            Repair repair = take(repairs, choice);
            if (repair == null) {
                return;
            }
            Position head = head(repair.destination());
            if (!head.epoch().equals(repair.cursor().epoch())) {
                worker.reset(repair.destination(), head, "reset");
                return;
            }
            List<Position> entries = after(repair.cursor(), head);
            worker.repair(
                    repair.destination(),
                    entries.stream()
                            .map(position ->
                                    entry(repair.destination(), position, null).under(revocations))
                            .toList());
            if (!entries.isEmpty() && entries.getLast().sequence() < head.sequence()) {
                worker.catchUpWith(repair.destination(), head);
            }
        }

        /** Lets everything come to an end, transactions too, with the checks that find what was lost. */
        void finish() {
            settle();
            network.clear();
            int ends = transactions + 1;
            for (int i = 0; i < ends; i++) {
                TOPICS.forEach(topic -> publish(topic, TransactionPart.LAST));
            }
            while (!network.isEmpty()) {
                arrive(0, 1);
            }
            settled();
            settle();
        }

        private void settle() {
            for (int i = 0; i < 5; i++) {
                sessions.forEach(session -> session.wire().release());
                rights.know(revocations);
                settled();
                heads.forEach(worker::catchUpWith);
                settled();
                while (!toRead.isEmpty() || !answers.isEmpty() || !repairs.isEmpty()) {
                    read(0);
                    answer(0);
                    repair(0);
                    settled();
                }
            }
        }

        void checkFrames() {
            for (Client client : clients.values()) {
                client.check(head(client.subscription.destination()));
            }
            long live = clients.values().stream()
                    .filter(client -> !client.unsubscribed)
                    .count();
            assertThat(worker.subscriptions()).isEqualTo((int) live);
            assertThat(toRead).isEmpty();
            assertThat(repairs).isEmpty();
        }

        @Override
        public void close() {
            worker.stop();
        }
    }

    /** What a client makes of the frames of its subscription; it accepts no gap and nothing twice. */
    private static final class Client {

        private final Subscription subscription;
        private final boolean wantsReceipt;
        private @Nullable Position position;
        private int receipts;
        private boolean unsubscribed;

        Client(Subscription subscription, boolean wantsReceipt, @Nullable Position since) {
            this.subscription = subscription;
            this.wantsReceipt = wantsReceipt;
            this.position = since;
        }

        void beginAt(Position head) {
            if (position == null) {
                position = head;
            }
        }

        void check(Position head) {
            String id = subscription.id();
            for (String frame : ((FakeSession) subscription.session()).wire().frames()) {
                String[] words = frame.split(" ", -1);
                if (words[0].equals(id)) {
                    take(frame, words);
                } else if (words[0].equals("receipt") && words[1].equals("r" + id)) {
                    receipts++;
                    if (words.length > 3) {
                        position = Position.parse(words[2]);
                    }
                    if (!unsubscribed) {
                        assertThat(position).as("%s: %s", id, frame).isEqualTo(Position.parse(words[2]));
                    }
                }
            }
            if (!unsubscribed) {
                assertThat(position).as("place of %s", id).isEqualTo(head);
                assertThat(receipts).isEqualTo(wantsReceipt ? 1 : 0);
            }
        }

        private void take(String frame, String[] words) {
            Position before = Objects.requireNonNull(position);
            Position told = Position.parse(words[2]);
            if (!words[1].equals("reset")) {
                assertThat(told).as(frame).isEqualTo(new Position(before.epoch(), before.sequence() + 1));
            }
            position = words[1].equals("entries") ? Position.parse(words[4]) : told;
        }
    }

    private static CarriedMessage entry(Destination destination, Position position, @Nullable ChangeKey key) {
        return CarriedMessage.entry(destination, position, key, null, CarriedMessage.JSON, body());
    }

    private static CarriedMessage update(String body, @Nullable Position after) {
        return CarriedMessage.transientUpdate(
                TOPIC, after, JOB, CarriedMessage.JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body() {
        return "x".repeat(50).getBytes(StandardCharsets.UTF_8);
    }
}
