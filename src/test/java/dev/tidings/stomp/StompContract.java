package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees, whatever the broker engine is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StompContract {

    abstract Instance instance();

    static Topic topic() {
        return new Topic("notes", UUID.randomUUID().toString());
    }

    StompTestClient client(String user) {
        return StompTestClient.connected(instance().port(), instance().token(user));
    }

    private StompTestClient opened() {
        return StompTestClient.open(instance().port());
    }

    @ParameterizedTest
    @CsvSource({"1.0,1.0", "1.1,1.1", "1.2,1.2", "'1.0,1.1',1.1", "'1.2,1.1,1.0',1.2", "'1.1,2.0',1.1"})
    void speaksTheNewestCommonVersion(String accepted, String spoken) {
        try (var client = opened()) {
            client.send("CONNECT\naccept-version:%s\nhost:h\nAuthorization:Bearer %s\n\n"
                    .formatted(accepted, instance().token("alice")));

            ServerFrame connected = client.expectConnected();

            assertThat(connected.header("version")).isEqualTo(spoken);
            assertThat(connected.header("user-name")).isEqualTo("alice");
            assertThat(connected.header("server")).isEqualTo("tidings");
            assertThat(connected.header("session")).isNotEmpty();
            assertThat(connected.headers()).containsOnlyKeys("version", "heart-beat", "session", "user-name", "server");
        }
    }

    @Test
    void takesAClientWithoutVersionForOneOfTheFirst() {
        try (var client = opened()) {
            client.send(
                    "CONNECT\nAuthorization:Bearer %s\n\n".formatted(instance().token("alice")));

            assertThat(client.expectConnected().header("version")).isEqualTo("1.0");
        }
    }

    @Test
    void connectsWithTheStompCommandAndATokenAsPasscode() {
        try (var client = opened()) {
            client.send("STOMP\naccept-version:1.2\nhost:h\nlogin:x\npasscode:%s\n\n"
                    .formatted(instance().token("bob")));

            assertThat(client.expectConnected().header("user-name")).isEqualTo("bob");
        }
    }

    @Test
    void endsTheSessionWithoutCommonVersion() {
        try (var client = opened()) {
            client.send("CONNECT\naccept-version:2.0\nhost:h\n\n");

            assertThat(client.expectError("protocol").header("retry")).isEqualTo("never");
            client.expectClose(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization:Bearer\n",
                "Authorization:Bearer a.b.c\n",
                "Authorization:Basic YTpi\n",
                "passcode:alice\n"
            })
    void refusesConnectWithoutAValidToken(String header) {
        try (var client = opened()) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\n" + header + "\n");

            assertThat(client.expectError("authentication_failed").header("retry"))
                    .isEqualTo("never");
            client.expectClose(4401);
        }
    }

    @Test
    void refusesConnectWithAnExpiredToken() {
        try (var client = opened()) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n"
                    .formatted(instance().expiredToken("alice")));

            assertThat(client.expectError("token_expired").header("retry")).isEqualTo("now");
            client.expectClose(4401);
        }
    }

    @Test
    void refusesConnectOfAUserWhoseQueuesWouldHaveNoRoutingKey() {
        try (var client = opened()) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n"
                    .formatted(instance().token("ä".repeat(40))));

            client.expectError("authentication_failed");
            client.expectClose(4401);
        }
    }

    @Test
    void answersASubscriptionWithItsPositionAndThenSendsEachLaterChange() {
        Topic topic = topic();
        instance().announce("before", topic);
        try (var client = client("alice")) {
            ServerFrame receipt = client.subscribe("s1", topic.address());
            instance().announce("one", topic);
            instance().announce("two", topic);

            Position position = Position.parse(receipt.header("position"));
            assertThat(position.sequence()).isEqualTo(1);
            assertThat(receipt.headers()).containsOnlyKeys("receipt-id", "position");
            ServerFrame first = later(client, "s1", position);
            assertThat(first.header("destination")).isEqualTo(topic.address());
            assertThat(first.header("content-type")).isEqualTo("application/json");
            assertThat(first.headers())
                    .containsOnlyKeys(
                            "subscription",
                            "message-id",
                            "destination",
                            "content-type",
                            "content-length",
                            "epoch",
                            "sequence");
            assertThat(first.json().path("type").asString()).isEqualTo("resource_change");
            assertThat(idOf(first)).isEqualTo("one");
            ServerFrame second = client.expectMessage("s1");
            assertThat(positionOf(second)).isEqualTo(new Position(position.epoch(), 3));
            assertThat(idOf(second)).isEqualTo("two");
        }
    }

    @Test
    void deliversWhatCommitsAndNothingThatIsRolledBack() {
        Topic topic = topic();
        try (var client = client("alice")) {
            Position position =
                    Position.parse(client.subscribe("s1", topic.address()).header("position"));

            instance().rollBack(List.of("never-1", "never-2"), topic);
            instance().announceAll(List.of("one", "two"), topic);
            instance().rollBack(List.of("never-3"), topic);
            instance().announce("three", topic);

            for (int i = 1; i <= 3; i++) {
                ServerFrame message = client.expectMessage("s1");
                assertThat(idOf(message))
                        .isEqualTo(List.of("one", "two", "three").get(i - 1));
                assertThat(positionOf(message)).isEqualTo(new Position(position.epoch(), i));
            }
        }
    }

    @Test
    void deliversOneChangeToTheSubscribersOfEachOfItsDestinations() {
        Topic topic = topic();
        Topic other = topic();
        try (var first = client("alice");
                var second = client("bob");
                var third = client("carol")) {
            first.subscribe("s1", topic.address());
            second.subscribe("s1", other.address());
            third.subscribe("s1", "/user/queue/jobs");

            instance().announce("one", topic, other, new UserQueue("carol", "jobs"));

            List<ServerFrame> messages =
                    List.of(first.expectMessage("s1"), second.expectMessage("s1"), third.expectMessage("s1"));
            assertThat(messages).extracting(StompContract::idOf).containsOnly("one");
            assertThat(messages)
                    .extracting(message -> message.header("destination"))
                    .containsExactly(topic.address(), other.address(), "/user/queue/jobs");
            assertThat(messages)
                    .extracting(message -> message.json().path("change_id").asString(""))
                    .doesNotContain("")
                    .containsOnly(messages.getFirst().json().path("change_id").asString());
        }
    }

    @Test
    void stopsDeliveryAfterUnsubscribe() {
        Topic topic = topic();
        try (var client = client("alice")) {
            client.subscribe("s1", topic.address());
            client.subscribe("s2", topic.address());

            client.send("UNSUBSCRIBE\nid:s1\nreceipt:r\n\n");
            client.expectReceipt("r");
            instance().announce("one", topic);
            instance().announce("two", topic);

            assertThat(idOf(client.expectMessage("s2"))).isEqualTo("one");
            assertThat(idOf(client.expectMessage("s2"))).isEqualTo("two");
        }
    }

    @Test
    void confirmsADisconnectAndCloses() {
        try (var client = client("alice")) {
            client.send("DISCONNECT\nreceipt:bye\n\n");

            client.expectReceipt("bye");
            client.expectClose(1000);
        }
    }

    @Test
    void sendsToAllSessionsOfAUserAndToNobodyElse() {
        try (var first = client("alice");
                var second = client("alice");
                var other = client("bob")) {
            first.subscribe("q", "/user/queue/jobs");
            second.subscribe("q", "/user/queue/jobs");
            other.subscribe("q", "/user/queue/jobs");

            instance().announce("for-alice", new UserQueue("alice", "jobs"));
            instance().announce("for-bob", new UserQueue("bob", "jobs"));

            for (StompTestClient client : List.of(first, second)) {
                ServerFrame message = client.expectMessage("q");
                assertThat(message.header("destination")).isEqualTo("/user/queue/jobs");
                assertThat(idOf(message)).isEqualTo("for-alice");
            }
            assertThat(idOf(other.expectMessage("q"))).isEqualTo("for-bob");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/notes/secret-1", "/topic/assets/11111111", "/topic/none/1", "/user/queue/none"})
    void refusesWhatMayNotBeReadAndWhatIsUnknownAlike(String destination) {
        refuses(destination, "access_denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/notes/*",
                "/topic/notes/#",
                "/topic/*/1",
                "/topic/notes/**",
                "/topic/notes/%2F",
                "/topic/notes/..",
                "/topic/../notes/1",
                "/topic/notes/1;x",
                "/topic/notes;x/1",
                "/topic//1",
                "/topic/notes/",
                "/topic/notes/1/",
                "/topic/notes/1/2",
                "/topic/notes.1",
                "/topic/user/alice",
                "/topic/Notes/1",
                "topic/notes/1",
                "/user/bob/queue/jobs",
                "/user/queue/../bob/jobs",
                "/user/queue/jobs/",
                "/user/queue/*",
                "/queue/jobs",
                "/queue/jobs-user1",
                "/exchange/tidings.changes/user.bob.jobs",
                "/amq/queue/x",
                "/temp-queue/x",
                "/app/session/ping"
            })
    void refusesWhatIsNoDestination(String destination) {
        refuses(destination, "bad_destination");
    }

    private void refuses(String destination, String code) {
        try (var client = client("alice")) {
            client.send("SUBSCRIBE\nid:s1\ndestination:%s\nreceipt:r1\n\n".formatted(destination));

            ServerFrame message = client.expectMessage("s1");
            assertThat(message.header("error")).isEqualTo(code);
            assertThat(message.header("destination")).isEqualTo(destination);
            assertThat(message.json().path("type").asString()).isEqualTo("error");
            assertThat(message.json().path("code").asString()).isEqualTo(code);
            assertThat(message.json().path("message").asString()).isNotBlank();
            assertThat(message.json().path("destination").asString()).isEqualTo(destination);
            assertThat(client.expectReceipt("r1").headers())
                    .containsOnlyKeys("receipt-id", "error")
                    .containsEntry("error", code);
            client.expectAlive();
        }
    }

    @Test
    void goesOnAfterARefusedSubscriptionWithTheSameId() {
        Topic topic = topic();
        try (var client = client("alice")) {
            client.send("SUBSCRIBE\nid:s1\ndestination:/topic/notes/secret\n\n");
            assertThat(client.expectMessage("s1").header("error")).isEqualTo("access_denied");

            client.subscribe("s1", topic.address());
            instance().announce("goes-on", topic);

            assertThat(idOf(client.expectMessage("s1"))).isEqualTo("goes-on");
        }
    }

    @Test
    void limitsTheSubscriptionsOfASession() {
        try (var client = client("alice")) {
            for (int i = 0; i < Instance.MAX_SUBSCRIPTIONS; i++) {
                client.subscribe("s" + i, topic().address());
            }
            client.send("SUBSCRIBE\nid:more\ndestination:%s\nreceipt:r\n\n".formatted(topic().address()));
            assertThat(client.expectMessage("more").header("error")).isEqualTo("too_many_subscriptions");
            assertThat(client.expectReceipt("r").header("error")).isEqualTo("too_many_subscriptions");

            client.send("UNSUBSCRIBE\nid:s0\nreceipt:gone\n\n");
            client.expectReceipt("gone");
            assertThat(client.subscribe("more", topic().address()).header("position"))
                    .isNotEmpty();
        }
    }

    @Test
    void takesBackWhatANewerTokenMayNotReadAndNothingElse() {
        Topic topic = topic();
        var secret = new Topic("notes", "admin-" + UUID.randomUUID());
        try (var client = StompTestClient.connected(
                instance().port(), instance().api().as("admin").token())) {
            client.subscribe("admins", secret.address());
            client.subscribe("notes", topic.address());

            // Of the same user, without a role.
            client.send("SEND\ndestination:/app/session/token\nreceipt:r\nAuthorization:Bearer %s\n\n"
                    .formatted(instance().token("admin", Duration.ofHours(13))));

            ServerFrame revoked = client.expectMessage("admins");
            assertThat(revoked.header("error")).isEqualTo("access_revoked");
            assertThat(revoked.header("destination")).isEqualTo(secret.address());
            assertThat(revoked.json().path("type").asString()).isEqualTo("error");
            assertThat(revoked.json().path("code").asString()).isEqualTo("access_revoked");
            assertThat(revoked.json().path("destination").asString()).isEqualTo(secret.address());
            client.expectReceipt("r");
            instance().announce("hidden", secret);
            instance().announce("open", topic);
            assertThat(idOf(client.expectMessage("notes"))).isEqualTo("open");
            client.send("SUBSCRIBE\nid:admins\ndestination:%s\n\n".formatted(secret.address()));
            assertThat(client.expectMessage("admins").header("error")).isEqualTo("access_denied");
            client.expectAlive();
        }
    }

    @Test
    void answersAPingToTheSessionThatSentIt() {
        try (var client = client("alice");
                var other = client("alice")) {
            client.subscribe("n", "/user/queue/session");
            other.subscribe("n", "/user/queue/session");

            client.send("SEND\ndestination:/app/session/ping\nreceipt:r\n\n{\"id\":\"p-1\"}");

            ServerFrame pong = client.expectMessage("n");
            assertThat(pong.header("destination")).isEqualTo("/user/queue/session");
            assertThat(pong.json().path("type").asString()).isEqualTo("pong");
            assertThat(pong.json().path("id").asString()).isEqualTo("p-1");
            assertThat(Instant.parse(pong.json().path("timestamp").asString()))
                    .isCloseTo(instance().bean(Clock.class).instant(), within(1, ChronoUnit.MINUTES));
            client.expectReceipt("r");
            other.expectAlive();
        }
    }

    @Test
    void endsTheSessionWhenAnIdIsUsedTwice() {
        try (var client = client("alice")) {
            client.subscribe("s1", topic().address());
            client.send("SUBSCRIBE\nid:s1\ndestination:/topic/notes/2\nreceipt:r\n\n");

            ServerFrame error = client.expectError("protocol");
            assertThat(error.header("receipt-id")).isEqualTo("r");
            assertThat(error.header("subscription")).isEqualTo("s1");
            assertThat(error.header("destination")).isEqualTo("/topic/notes/2");
            client.expectClose(1002);
        }
    }

    @Test
    void ignoresAcknowledgementsAndDeliversWithoutThem() {
        Topic topic = topic();
        try (var client = client("alice")) {
            double ignored = instance().count("tidings.stomp.acks.ignored");
            client.subscribe("s1", topic.address(), "ack:client-individual", "prefetch-count:1");
            client.send("ACK\nid:1\n\n");
            client.send("NACK\nid:1\n\n");
            for (int i = 0; i < 5; i++) {
                instance().announce("c" + i, topic);
            }

            for (int i = 0; i < 5; i++) {
                assertThat(idOf(client.expectMessage("s1"))).isEqualTo("c" + i);
            }
            assertThat(instance().count("tidings.stomp.acks.ignored")).isEqualTo(ignored + 2);
        }
    }

    @Test
    void countsASessionAsAReconnectIfItBeginsAtAPosition() {
        Topic known = topic();
        String since = instance().bean(ChangeLog.class).head(known).toString().replace(":", "\\c");
        double reconnects = instance().count("tidings.reconnects");

        try (var returning = client("alice");
                var fresh = client("bob")) {
            returning.subscribe("s1", known.address(), "since:" + since);
            returning.subscribe("s2", topic().address(), "since:" + since);
            fresh.subscribe("s1", known.address());
            fresh.subscribe("s2", topic().address(), "since:" + since);

            assertThat(instance().count("tidings.reconnects")).isEqualTo(reconnects + 1);
        }
    }

    @Test
    void keepsHeartbeatsBothWaysAndEndsAClientThatGoesSilent() {
        try (var client = opened()) {
            client.connect(instance().token("alice"), "heart-beat:1000,1000");
            for (int i = 1; i <= 4; i++) {
                int beats = i;
                await().until(() -> client.heartbeats() >= beats);
                client.sendText("\n");
            }
            client.expectAlive();

            assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
            client.expectClose(1011);
        }
    }

    @Test
    void sendsNoHeartbeatsToAClientThatWantsNone() {
        try (var client = client("alice");
                var other = opened()) {
            other.connect(instance().token("bob"), "heart-beat:0,1000");
            await().until(() -> other.heartbeats() >= 1);

            client.expectAlive();
            assertThat(client.heartbeats()).isZero();
        }
    }

    @Test
    void keepsTheOrderOfManyChanges() {
        Topic topic = topic();
        try (var client = client("alice")) {
            Position position =
                    Position.parse(client.subscribe("s1", topic.address()).header("position"));
            for (int i = 0; i < 100; i++) {
                instance().announceAll(Collections.nCopies(20, "a"), topic);
            }

            var received = new ArrayList<Long>();
            for (int i = 0; i < 2000; i++) {
                received.add(positionOf(client.expectMessage("s1")).sequence());
            }
            assertThat(received)
                    .isEqualTo(IntStream.rangeClosed(1, 2000)
                            .mapToObj(i -> position.sequence() + i)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void showsTheSameOverEveryTransport(Transport transport) {
        Topic topic = topic();
        try (var client = StompTestClient.open(instance().port(), transport)) {
            client.connect(instance().token("alice"), "heart-beat:0,1000");
            Position position =
                    Position.parse(client.subscribe("s1", topic.address()).header("position"));
            instance()
                    .announceAll(IntStream.range(0, 50).mapToObj(i -> "ü-" + i).toList(), topic);

            for (int i = 0; i < 50; i++) {
                ServerFrame message = client.expectMessage("s1");
                assertThat(idOf(message)).isEqualTo("ü-" + i);
                assertThat(positionOf(message)).isEqualTo(new Position(position.epoch(), i + 1));
            }
            await().until(() -> client.heartbeats() > 0);
            client.send("SUBSCRIBE\nid:bad\ndestination:/topic/x\nreceipt:r\n\n");
            assertThat(client.expectMessage("bad").header("error")).isEqualTo("bad_destination");
            client.expectReceipt("r");
            client.send("BEGIN\ntransaction:t\n\n");
            client.expectError("unsupported");
            assertThat(client.next()).isInstanceOf(StompTestClient.Closed.class);
        }
    }

    /** Returns the first message after a position: what is not later may come too. */
    private static ServerFrame later(StompTestClient client, String subscription, Position position) {
        ServerFrame message = client.expectMessage(subscription);
        return positionOf(message).sequence() > position.sequence() ? message : later(client, subscription, position);
    }

    static Position positionOf(ServerFrame message) {
        return new Position(message.header("epoch"), Long.parseLong(message.header("sequence")));
    }

    static String idOf(ServerFrame message) {
        return message.json().path("resource").path("id").asString();
    }
}
