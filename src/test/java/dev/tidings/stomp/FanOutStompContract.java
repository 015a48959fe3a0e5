package dev.tidings.stomp;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.SpringMessaging;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Transport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.messaging.support.AbstractMessageChannel;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.socket.messaging.SessionConnectEvent;
import org.springframework.web.socket.messaging.SessionConnectedEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client sees in addition where the fan-out is our own. */
abstract class FanOutStompContract extends StompContract {

    @Test
    void replaysWhatAClientMissedBeforeTheReceipt() {
        Topic topic = topic();
        instance().announceAll(List.of("one", "two", "three"), topic);
        try (var client = client("alice")) {
            client.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nsince:%s\n\n"
                    .formatted(topic.address(), since(head(topic).epoch(), 1)));

            for (String missed : List.of("two", "three")) {
                ServerFrame message = client.expectMessage("s");
                assertThat(idOf(message)).isEqualTo(missed);
                assertThat(message.header("replayed")).isEqualTo("true");
                assertThat(message.header("content-type")).isEqualTo("application/json");
            }
            assertThat(client.expectReceipt("r").headers())
                    .containsOnlyKeys("receipt-id", "position")
                    .containsEntry("position", head(topic).toString());
            instance().announce("four", topic);
            ServerFrame live = client.expectMessage("s");
            assertThat(idOf(live)).isEqualTo("four");
            assertThat(live.headers()).doesNotContainKey("replayed");
        }
    }

    @Test
    void measuresHowLongAChangeTakesToTheQueues() {
        Topic topic = topic();
        Timer sent = instance()
                .bean(MeterRegistry.class)
                .get("tidings.commit.to.send")
                .timer();
        try (var client = client("alice")) {
            client.subscribe("s", topic.address());
            long count = sent.count();
            double seconds = sent.totalTime(TimeUnit.SECONDS);

            instance().announce("one", topic);

            client.expectMessage("s");
            await().untilAsserted(() -> assertThat(sent.count()).isGreaterThan(count));
            assertThat(sent.totalTime(TimeUnit.SECONDS) - seconds).isBetween(0.0, 10.0);
        }
    }

    @Test
    void replaysNothingToAClientThatMissedNothing() {
        Topic topic = topic();
        instance().announce("one", topic);
        try (var client = client("alice")) {
            ServerFrame receipt = client.subscribe(
                    "s", topic.address(), "since:" + since(head(topic).epoch(), 1));
            instance().announce("two", topic);

            assertThat(receipt.headers()).containsOnlyKeys("receipt-id", "position");
            assertThat(idOf(client.expectMessage("s"))).isEqualTo("two");
        }
    }

    @Test
    void replaysUpToTheLimitAndNotOneEntryMore() {
        Topic topic = topic();
        instance().announceAll(Collections.nCopies(Instance.REPLAY_LIMIT + 1, "a"), topic);
        String epoch = head(topic).epoch();
        try (var client = client("alice")) {
            client.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nsince:%s\n\n"
                    .formatted(topic.address(), since(epoch, 1)));
            for (int i = 0; i < Instance.REPLAY_LIMIT; i++) {
                assertThat(positionOf(client.expectMessage("s"))).isEqualTo(new Position(epoch, i + 2));
            }
            assertThat(client.expectReceipt("r").headers()).doesNotContainKey("reset");
            client.send("UNSUBSCRIBE\nid:s\nreceipt:gone\n\n");
            client.expectReceipt("gone");

            assertReset(client, topic, since(epoch, 0), "too-far-behind");
        }
    }

    @Test
    void resetsAClientOfAnotherNumberingOrAheadOfTheHead() {
        Topic topic = topic();
        instance().announceAll(List.of("one", "two"), topic);
        try (var client = client("alice")) {
            assertReset(client, topic, since("e0", 1), "epoch-changed");
            assertReset(client, topic, since(head(topic).epoch(), 4), "ahead-of-head");
        }
    }

    @Test
    void resetsAClientWhoseEntriesAreGone() {
        Topic topic = topic();
        instance().announceAll(List.of("one", "two", "three"), topic);
        instance()
                .bean(JdbcClient.class)
                .sql("delete from change_entry where sequence < 3 and stream_id ="
                        + " (select id from change_stream where routing_key = ?)")
                .param(topic.routingKey())
                .update();
        try (var client = client("alice")) {
            assertReset(client, topic, since(head(topic).epoch(), 1), "retention-exceeded");

            ServerFrame last = client.subscribe(
                    "last", topic.address(), "since:" + since(head(topic).epoch(), 2));
            assertThat(last.headers()).doesNotContainKey("reset");
            assertThat(idOf(client.expectMessage("last"))).isEqualTo("three");
        }
    }

    private void assertReset(StompTestClient client, Topic topic, String since, String reason) {
        String id = "reset-" + reason;
        ServerFrame receipt = client.subscribe(id, topic.address(), "since:" + since);
        assertThat(receipt.header("reset")).isEqualTo(reason);
        assertThat(receipt.header("position")).isEqualTo(head(topic).toString());
        instance().announce("after-" + reason, topic);
        assertThat(idOf(client.expectMessage(id))).isEqualTo("after-" + reason);
        client.send("UNSUBSCRIBE\nid:%s\nreceipt:%s\n\n".formatted(id, id));
        client.expectReceipt(id);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void missesNothingAndDoublesNothingWhenItSubscribesWhileOthersWrite(Transport transport) {
        Topic topic = topic();
        instance().announceAll(Collections.nCopies(300, "a"), topic);
        String epoch = head(topic).epoch();
        var writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = writeWhile(writing, topic);
        try {
            for (int from : new int[] {0, 150, 300}) {
                try (var client = StompTestClient.connected(
                        instance().port(), transport, instance().token("alice"))) {
                    client.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nsince:%s\n\n"
                            .formatted(topic.address(), since(epoch, from)));
                    long reached = from;
                    Position confirmed = null;
                    while (confirmed == null || reached < confirmed.sequence() + 300) {
                        ServerFrame frame = (ServerFrame) client.next();
                        if (frame.command().equals("RECEIPT")) {
                            confirmed = Position.parse(frame.header("position"));
                            if (frame.headers().containsKey("reset")) {
                                // The writers were so fast that it is no longer replayed.
                                assertThat(confirmed.sequence() - from).isGreaterThan(Instance.REPLAY_LIMIT);
                                reached = confirmed.sequence();
                            }
                            assertThat(confirmed.sequence()).isEqualTo(reached);
                        } else {
                            assertThat(positionOf(frame).sequence()).isEqualTo(++reached);
                        }
                    }
                }
            }
        } finally {
            writing.set(false);
            writer.join();
        }
    }

    private CompletableFuture<Void> writeWhile(AtomicBoolean writing, Topic topic) {
        return CompletableFuture.runAsync(
                () -> {
                    while (writing.get()) {
                        instance().announceAll(List.of("b", "c"), topic);
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void deliversNothingThatIsNotLaterThanThePosition() {
        Topic topic = topic();
        var writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = writeWhile(writing, topic);
        try (var client = client("alice")) {
            for (int i = 0; i < 20; i++) {
                String id = "s" + i;
                Position position =
                        Position.parse(client.subscribe(id, topic.address()).header("position"));
                assertThat(positionOf(client.expectMessage(id)).sequence()).isEqualTo(position.sequence() + 1);
                client.send("UNSUBSCRIBE\nid:%s\nreceipt:gone\n\n".formatted(id));
                while (!((ServerFrame) client.next()).command().equals("RECEIPT")) {
                    assertThat(client).isNotNull();
                }
            }
        } finally {
            writing.set(false);
            writer.join();
        }
    }

    @Test
    void deliversTheChangesOfATransactionAsOneMessageToThoseWhoWantBatches() {
        Topic topic = topic();
        List<String> ids = IntStream.range(0, 60).mapToObj(i -> "n" + i).toList();
        try (var client = client("alice");
                var other = client("bob")) {
            String epoch = Position.parse(
                            client.subscribe("s", topic.address(), "batch:true").header("position"))
                    .epoch();
            other.subscribe("s", topic.address(), "batch:false");

            instance().announceAll(ids, topic);
            instance().announce("single", topic);

            ServerFrame batch = client.expectMessage("s");
            assertThat(batch.headers())
                    .containsOnlyKeys(
                            "subscription",
                            "message-id",
                            "destination",
                            "content-type",
                            "content-length",
                            "epoch",
                            "first-sequence",
                            "sequence")
                    .containsEntry("first-sequence", "1");
            // What follows at once may share the message.
            if (positionOf(batch).sequence() == 60) {
                assertThat(idsOf(batch)).isEqualTo(ids);
                ServerFrame single = client.expectMessage("s");
                assertThat(idOf(single)).isEqualTo("single");
                assertThat(single.headers()).doesNotContainKey("first-sequence");
            } else {
                assertThat(positionOf(batch)).isEqualTo(new Position(epoch, 61));
                assertThat(idsOf(batch)).startsWith(ids.toArray(String[]::new)).endsWith("single");
            }
            for (String id : ids) {
                assertThat(idOf(other.expectMessage("s"))).isEqualTo(id);
            }
        }
    }

    @Test
    void replaysAsBatchesToThoseWhoWantThem() {
        Topic topic = topic();
        instance().announceAll(List.of("one", "two", "three"), topic);
        try (var client = client("alice")) {
            client.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nbatch:true\nsince:%s\n\n"
                    .formatted(topic.address(), since(head(topic).epoch(), 1)));

            ServerFrame batch = client.expectMessage("s");
            assertThat(batch.header("first-sequence")).isEqualTo("2");
            assertThat(batch.header("replayed")).isEqualTo("true");
            assertThat(idsOf(batch)).containsExactly("two", "three");
            assertThat(client.expectReceipt("r").header("position"))
                    .isEqualTo(head(topic).toString());
        }
    }

    @Test
    void splitsBatchesThatWouldBeTooLarge() {
        Topic topic = topic();
        try (var client = client("alice")) {
            client.subscribe("s", topic.address(), "batch:true");

            instance().announceLarge(topic, 9, 10_000);

            long reached = 0;
            while (reached < 9) {
                ServerFrame batch = client.expectMessage("s");
                assertThat(batch.json()).hasSize(3);
                assertThat(batch.header("first-sequence")).isEqualTo("" + (reached + 1));
                reached = positionOf(batch).sequence();
            }
        }
    }

    @Test
    void tellsWhatIsDifferentInALargeResourceToThoseWhoWantThat() {
        Topic topic = topic();
        try (var client = client("alice");
                var other = client("bob")) {
            client.subscribe("s", topic.address(), "delta:true");
            other.subscribe("s", topic.address());

            announceVersion(topic, "a", "one");
            announceVersion(topic, "b", "two");

            for (String etag : List.of("a", "b")) {
                assertThat(other.expectMessage("s").json().path("resource").path("etag"))
                        .hasToString("\"" + etag + "\"");
            }
            assertThat(client.expectMessage("s")
                            .json()
                            .path("resource")
                            .path("text")
                            .asString())
                    .hasSize(5_000);
            ServerFrame delta = client.expectMessage("s");
            assertThat(positionOf(delta).sequence()).isEqualTo(2);
            assertThat(delta.json().path("previous_etag").asString()).isEqualTo("a");
            assertThat(delta.json().path("resource").toString()).isEqualTo("{\"id\":\"1\",\"etag\":\"b\"}");
            assertThat(delta.json().path("patch"))
                    .isEqualTo(JsonMapper.shared().readTree("{\"etag\":\"b\",\"name\":\"two\"}"));
        }
    }

    private void announceVersion(Topic topic, String etag, String name) {
        var version = ResourceChange.updated(
                "note", Map.of("id", "1", "etag", etag, "name", name, "text", "x".repeat(5_000)));
        instance()
                .bean(TransactionOperations.class)
                .executeWithoutResult(
                        transaction -> instance().bean(ChangeLog.class).announce(version, List.of(topic)));
        NumberedChanges.in(instance().bean(ChangeLog.class), instance().bean(JdbcClient.class));
    }

    private static List<String> idsOf(ServerFrame batch) {
        return batch.json()
                .valueStream()
                .map(change -> change.path("resource").path("id").asString())
                .toList();
    }

    @Test
    void resetsLiveSubscriptionsWhenTheEpochIsRenewed() {
        Topic topic = topic();
        instance().announce("one", topic);
        try (var client = client("alice")) {
            client.subscribe("s", topic.address());
            String epoch = "n" + Long.toHexString(System.nanoTime());
            instance()
                    .bean(JdbcClient.class)
                    .sql("update change_epoch set epoch = ?")
                    .param(epoch)
                    .update();
            instance().announce("two", topic);

            ServerFrame reset = client.expectMessage("s");
            assertThat(reset.header("reset")).isEqualTo("epoch-changed");
            Position position = Position.parse(reset.header("position"));
            assertThat(position.epoch()).isEqualTo(epoch);
            assertThat(reset.headers())
                    .containsOnlyKeys("subscription", "message-id", "destination", "reset", "position");
            instance().announce("three", topic);
            ServerFrame next = client.expectMessage("s");
            assertThat(positionOf(next)).isEqualTo(new Position(epoch, position.sequence() + 1));
        }
    }

    @Test
    void conflatesTransientUpdatesOfAKeyAndEndsThemWithAnEntry() {
        Topic topic = topic();
        try (var client = client("alice")) {
            client.subscribe("s", topic.address());
            for (int i = 0; i <= 50; i++) {
                progress(topic, "job", i);
            }

            ServerFrame first = client.expectMessage("s");
            assertThat(first.header("transient")).isEqualTo("true");
            assertThat(first.header("after")).isEqualTo(head(topic).toString());
            assertThat(first.json().path("resource").path("n").asInt()).isZero();
            assertThat(client.expectMessage("s")
                            .json()
                            .path("resource")
                            .path("n")
                            .asInt())
                    .isEqualTo(50);

            progress(topic, "other", 1);
            progress(topic, "other", 2);
            instance().announce("other", topic);
            assertThat(client.expectMessage("s").header("transient")).isEqualTo("true");
            assertThat(client.expectMessage("s").header("sequence")).isEqualTo("1");
            progress(topic, "third", 3);
            assertThat(client.expectMessage("s")
                            .json()
                            .path("resource")
                            .path("n")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    private void progress(Topic topic, String id, int n) {
        instance()
                .bean(ChangeLog.class)
                .announceTransient(topic, ResourceChange.updated("note", Map.of("id", id, "n", n)));
    }

    @Test
    void deliversWhatTheApplicationSendsWithSpringsTemplate() {
        Topic topic = topic();
        try (var client = client("alice")) {
            client.subscribe("s", topic.address());
            client.subscribe("q", "/user/queue/jobs");
            var template = instance().bean(SimpMessagingTemplate.class);

            template.convertAndSend(topic.address(), (Object) Map.of("hello", "wörld"));
            template.convertAndSendToUser("alice", "/queue/jobs", Map.of("for", "alice"));
            template.convertAndSend(topic.address(), "text".getBytes(StandardCharsets.UTF_8));

            var received = new ArrayList<ServerFrame>();
            for (int i = 0; i < 3; i++) {
                received.add((ServerFrame) client.next());
            }
            assertThat(received)
                    .allSatisfy(
                            message -> assertThat(message.header("transient")).isEqualTo("true"));
            assertThat(received.stream()
                            .filter(message -> message.header("subscription").equals("s"))
                            .map(ServerFrame::body)
                            .collect(toList()))
                    .containsExactly("{\"hello\":\"wörld\"}", "text");
            assertThat(received.stream()
                            .filter(message -> message.header("subscription").equals("q"))
                            .map(ServerFrame::body)
                            .collect(toList()))
                    .containsExactly("{\"for\":\"alice\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"al@example.org", "al/bob", "al%2Fbob", "al=40bob", "ål"})
    void deliversToAUserOfAnyNameWithSpringsTemplate(String user) {
        try (var client = client(user)) {
            client.subscribe("q", "/user/queue/jobs");

            instance().bean(SimpMessagingTemplate.class).convertAndSendToUser(user, "/queue/jobs", Map.of("for", user));

            ServerFrame message = client.expectMessage("q");
            assertThat(message.header("destination")).isEqualTo("/user/queue/jobs");
            assertThat(message.json()).isEqualTo(json("{\"for\":\"%s\"}".formatted(user)));
        }
    }

    /** A SEND of a client is {@code unsupported}, so the messages are put into the inbound channel where it would be. */
    @Test
    void deliversWhatHandlersOfMessagesReturn() {
        Topic topic = topic();
        try (var alice = client("alice");
                var bob = client("bob")) {
            alice.subscribe("s", topic.address());
            alice.subscribe("q", "/user/queue/jobs");
            bob.subscribe("s", topic.address());
            bob.subscribe("q", "/user/queue/jobs");

            sendAsBob("/app/test/notes/" + topic.id(), "to all");
            assertThat(alice.expectMessage("s").json())
                    .isEqualTo(bob.expectMessage("s").json())
                    .isEqualTo(json("{\"note\":\"%s\",\"text\":\"to all\"}".formatted(topic.id())));

            sendAsBob("/app/test/jobs", "to bob");
            ServerFrame message = bob.expectMessage("q");
            assertThat(message.header("destination")).isEqualTo("/user/queue/jobs");
            assertThat(message.json()).isEqualTo(json("{\"text\":\"to bob\"}"));
            alice.expectAlive();
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private void sendAsBob(String destination, String text) {
        SimpUser bob = requireNonNull(instance().bean(SimpUserRegistry.class).getUser("bob"));
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SEND);
        headers.setDestination(destination);
        headers.setSessionId(bob.getSessions().iterator().next().getId());
        headers.setSessionAttributes(new HashMap<>());
        headers.setUser(bob.getPrincipal());
        instance()
                .channel("clientInboundChannel")
                .send(MessageBuilder.createMessage(text.getBytes(StandardCharsets.UTF_8), headers.getMessageHeaders()));
    }

    @Test
    void takesNoMessageThatIsFannedOutThroughTheOutboundChannel() {
        Topic topic = topic();
        instance().announce("missed", topic);
        var channel = (AbstractMessageChannel) instance().channel("clientOutboundChannel");
        var seen = new OutboundTypes();
        channel.addInterceptor(seen);
        try (var client = client("alice")) {
            client.subscribe("s", topic.address(), "since:" + since(head(topic).epoch(), 0));
            instance().announceAll(List.of("one", "two"), topic);
            progress(topic, "transient", 1);
            instance().bean(SimpMessagingTemplate.class).convertAndSend(topic.address(), (Object) Map.of("n", 1));

            IntStream.range(0, 5).forEach(i -> client.expectMessage("s"));
            client.expectAlive();
        } finally {
            channel.removeInterceptor(seen);
        }

        assertThat(seen.types).contains(SimpMessageType.CONNECT_ACK).doesNotContain(SimpMessageType.MESSAGE);
    }

    /** Keeps of what type each message was that went through a channel. */
    private static final class OutboundTypes implements ChannelInterceptor {

        private final Queue<SimpMessageType> types = new ConcurrentLinkedQueue<>();

        @Override
        public Message<?> preSend(Message<?> message, MessageChannel channel) {
            types.add(requireNonNull(SimpMessageHeaderAccessor.getMessageType(message.getHeaders())));
            return message;
        }
    }

    @Test
    void publishesTheEventsOfSpringWithWhatTheClientNamed() {
        Topic topic = topic();
        var messaging = instance().bean(SpringMessaging.class);
        var users = instance().bean(SimpUserRegistry.class);
        String user = "eve-" + topic.id();
        String session;
        try (var client = StompTestClient.open(instance().port())) {
            session = client.connect(instance().token(user)).header("session");
            client.subscribe("s", topic.address());
            client.subscribe("q", "/user/queue/jobs");
            await().untilAsserted(() -> assertThat(
                            requireNonNull(users.getUser(user)).getSessions())
                    .singleElement()
                    .satisfies(one -> assertThat(one.getSubscriptions())
                            .extracting(SimpSubscription::getDestination)
                            .containsExactlyInAnyOrder(topic.address(), "/user/queue/jobs")));
            client.send("SUBSCRIBE\nid:no\ndestination:/topic/notes/secret\n\n");
            client.expectMessage("no");
            client.send("UNSUBSCRIBE\nid:s\nreceipt:gone\n\n");
            client.expectReceipt("gone");
        }

        await().untilAsserted(() -> assertThat(users.getUser(user)).isNull());
        assertThat(messaging.eventsOf(session))
                .hasExactlyElementsOfTypes(
                        SessionConnectEvent.class,
                        SessionConnectedEvent.class,
                        SessionSubscribeEvent.class,
                        SessionSubscribeEvent.class,
                        SessionUnsubscribeEvent.class,
                        SessionDisconnectEvent.class);
        assertThat(messaging.eventsOf(session).skip(1))
                .allSatisfy(event -> assertThat(event.getUser())
                        .extracting(Principal::getName)
                        .isEqualTo(user));
        assertThat(messaging
                        .eventsOf(session)
                        .filter(SessionSubscribeEvent.class::isInstance)
                        .map(event -> SimpMessageHeaderAccessor.wrap(event.getMessage())))
                .extracting(SimpMessageHeaderAccessor::getSubscriptionId, SimpMessageHeaderAccessor::getDestination)
                .containsExactly(tuple("s", topic.address()), tuple("q", "/user/queue/jobs"));
        assertThat(messaging.availability()).containsExactly(true);
    }

    @Test
    void namesEachMessageOfASessionDifferently() {
        Topic topic = topic();
        try (var client = client("alice")) {
            client.subscribe("s", topic.address());
            instance().announceAll(Collections.nCopies(10, "a"), topic);

            var ids = new HashSet<String>();
            IntStream.range(0, 10)
                    .forEach(i -> ids.add(client.expectMessage("s").header("message-id")));
            assertThat(ids).hasSize(10);
        }
    }

    @Test
    void writesPositionsAsEachVersionOfStompWants() {
        Topic topic = topic();
        try (var old = StompTestClient.open(instance().port())) {
            old.send("CONNECT\naccept-version:1.0\nAuthorization:Bearer %s\n\n"
                    .formatted(instance().token("alice")));
            old.expectConnected();
            ServerFrame receipt = old.subscribe("a:b", topic.address());
            assertThat(Position.parse(receipt.header("position"))).isEqualTo(head(topic));
            progress(topic, "x", 1);

            ServerFrame update = old.expectMessage("a:b");
            assertThat(Position.parse(update.header("after"))).isEqualTo(head(topic));
        }
    }

    @Test
    void replaysMoreThanOneQueueCanHold() {
        Topic topic = topic();
        var large = ResourceChange.updated("note", Map.of("id", "large", "text", "x".repeat(20_000)));
        instance()
                .bean(TransactionOperations.class)
                .executeWithoutResult(transaction -> IntStream.range(0, 100)
                        .forEach(i -> instance().bean(ChangeLog.class).announce(large, List.of(topic))));
        NumberedChanges.in(instance().bean(ChangeLog.class), instance().bean(JdbcClient.class));
        String epoch = head(topic).epoch();
        try (var client = client("alice")) {
            client.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nsince:%s\n\n"
                    .formatted(topic.address(), since(epoch, 0)));

            List<Long> sequences = LongStream.rangeClosed(1, 100)
                    .map(expected -> positionOf(client.expectMessage("s")).sequence())
                    .boxed()
                    .toList();
            assertThat(sequences)
                    .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(client.expectReceipt("r").header("position")).isEqualTo(new Position(epoch, 100).toString());
        }
    }

    private Position head(Topic topic) {
        return instance().bean(ChangeLog.class).head(topic);
    }

    private static String since(String epoch, long sequence) {
        return epoch + "\\c" + sequence;
    }
}
