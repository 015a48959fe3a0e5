package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.support.Answer;
import dev.tidings.support.BrokerWatch.Topology;
import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.AlternativeJdkIdGenerator;

/**
 * What bad input does to the session that sends it, and neither to another nor to a broker, whatever the broker engine
 * is. What a client makes up for a broker has the word {@value #MARK} in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileContract {

    static final String MARK = "hostile";

    private static final int MEGABYTE = 1 << 20;
    private static final int HEADERS_PER_FRAME = 20;
    private static final String EVALUATED = "tidings.hostile.evaluated";

    /** Everything that RabbitMQ's STOMP plugin, or a relay before it, would act on. */
    static final List<String> BROKER_HEADERS = List.of(
            "x-queue-name:hostile",
            "x-queue-type:stream",
            "durable:true",
            "auto-delete:false",
            "exclusive:true",
            "persistent:true",
            "x-dead-letter-exchange:hostile",
            "x-dead-letter-routing-key:hostile",
            "x-expires:60000",
            "x-message-ttl:1",
            "x-max-length:1",
            "x-max-length-bytes:1",
            "x-max-priority:5",
            "x-overflow:reject-publish",
            "x-single-active-consumer:true",
            "x-stream-offset:first",
            "x-stream-filter:hostile",
            "x-stream-match-unfiltered:true",
            "prefetch-count:1",
            "requeue:true",
            "reply-to:/temp-queue/hostile",
            "correlation-id:hostile",
            "amqp-message-id:hostile",
            "message-id:hostile",
            "expiration:1",
            "priority:9",
            "user-id:hostile",
            "app-id:hostile",
            "type:hostile",
            "content-encoding:hostile",
            "timestamp:1",
            "transaction:hostile",
            "CC:hostile",
            "BCC:hostile",
            "login:hostile",
            "vhost:/",
            "temp-queue:hostile",
            "selector:hostile",
            "simpSessionId:hostile",
            "simpUser:hostile",
            "nativeHeaders:hostile",
            "subscription:hostile",
            "Destination:/queue/hostile",
            "destination :/queue/hostile");

    static final List<String> BROKER_DESTINATIONS = List.of(
            "/topic/notes/*",
            "/topic/notes/#",
            "/topic/*/*",
            "/topic/notes.#",
            "/topic/#",
            "/topic/notes/%2A",
            "/topic/notes/%23",
            "/topic/notes%2F1",
            "/topic/notes/%31",
            "/topic/notes/1;hostile",
            "/topic;hostile/notes/1",
            "/topic/notes/../assets/1",
            "/topic/notes/1/..",
            "//topic/notes/1",
            "/topic/notes/1 ",
            " /topic/notes/1",
            "/topic/notes/1\\n",
            "/topic/notes/\uff0a",
            "/TOPIC/notes/1",
            "/exchange/tidings.changes/#",
            "/exchange/tidings.changes/user.bob.jobs",
            "/exchange/amq.topic/hostile",
            "/exchange/amq.rabbitmq.trace/#",
            "/exchange/amq.rabbitmq.log/#",
            "/amq/queue/hostile",
            "/queue/hostile",
            "/queue/jobs-userhostile",
            "/temp-queue/hostile",
            "/reply-queue/hostile",
            "/user/bob/queue/jobs",
            "/user/queue/jobs/../../bob/queue/jobs",
            "/user/queue/x-hostile;bob",
            "/user/queue/#",
            "/app/session/token");

    private Topic topic;
    private StompTestClient neighbour;
    private StompTestClient hostile;

    abstract Instance instance();

    /** Returns what is declared at the broker behind the instance. */
    abstract Topology topology();

    /** Returns how many channels there are at the broker behind the instance. */
    abstract int channels();

    /** Returns whether each subscription of a client has a queue at the broker. */
    abstract boolean hasQueuesForSubscriptions();

    /** Asserts that all that came to the broker until the change of a topic was made by a server. */
    abstract void expectMessagesOfServersUntil(Topic last);

    @BeforeEach
    void open() {
        topic = topic();
        neighbour = StompTestClient.connected(instance().port(), instance().token("bob"));
        neighbour.subscribe("neighbour", topic.address());
        hostile = StompTestClient.open(instance().port());
    }

    @AfterEach
    void otherClientsAndTheBrokerAreUnaware() {
        hostile.close();
        instance().announce("still-here", topic);
        assertThat(idOf(neighbour.expectMessage("neighbour"))).isEqualTo("still-here");
        neighbour.close();
        expectMessagesOfServersUntil(topic);
    }

    private void connect() {
        hostile.connect(instance().token("alice"));
    }

    private void expectEnd(String code, int close) {
        assertThat(hostile.expectError(code).header("message")).isNotBlank();
        hostile.expectClose(close);
    }

    @ParameterizedTest
    @FieldSource("BROKER_HEADERS")
    void dropsAHeaderThatABrokerActsOn(String header) {
        hostile.connect(instance().token("alice"), header);
        double dropped = instance().count("tidings.stomp.headers.dropped");

        hostile.subscribe("s", topic.address(), header);
        hostile.send("SEND\ndestination:/app/session/ping\nreceipt:sent\n%s\n\n".formatted(header));
        hostile.expectReceipt("sent");
        hostile.send("ACK\nid:1\n%s\n\n".formatted(header));
        instance().announce("delivered", topic);
        assertThat(idOf(hostile.expectMessage("s"))).isEqualTo("delivered");
        neighbour.expectMessage("neighbour");
        hostile.send("UNSUBSCRIBE\nid:s\nreceipt:ended\n%s\n\n".formatted(header));
        hostile.expectReceipt("ended");

        assertThat(instance().count("tidings.stomp.headers.dropped")).isGreaterThanOrEqualTo(dropped + 3);
        hostile.send("DISCONNECT\nreceipt:bye\n%s\n\n".formatted(header));
        hostile.expectReceipt("bye");
    }

    @Test
    void noHeaderShapesWhatTheServerDeclaresAtABroker() {
        Topology before = topology();
        connect();
        var topics = new ArrayList<Topic>();
        for (int from = 0; from < BROKER_HEADERS.size(); from += HEADERS_PER_FRAME) {
            topics.add(topic());
            List<String> headers =
                    BROKER_HEADERS.subList(from, Math.min(from + HEADERS_PER_FRAME, BROKER_HEADERS.size()));
            hostile.subscribe("s" + from, topics.getLast().address(), headers.toArray(String[]::new));
        }

        expectPlainSubscriptions(before, topics);

        hostile.close();
        await().untilAsserted(() -> assertThat(topology()).isEqualTo(before));
    }

    private void expectPlainSubscriptions(Topology before, List<Topic> topics) {
        Topology added = topology().since(before);
        List<String> queues = added.queues().stream().map(List::getFirst).toList();
        int expected = hasQueuesForSubscriptions() ? topics.size() : 0;

        assertThat(added.exchanges()).isEmpty();
        assertThat(queues).hasSize(expected).allMatch(name -> name.startsWith("stomp-subscription-"));
        // RabbitMQ 4 writes down the default type of the virtual host.
        assertThat(added.queues())
                .allSatisfy(row -> assertThat(row.subList(1, row.size()))
                        .isIn(
                                List.of("false", "true", "[]"),
                                List.of("false", "true", "[{\"x-queue-type\",\"classic\"}]")));
        assertThat(added.bindings().stream().filter(row -> !row.getFirst().isEmpty()))
                .hasSize(expected)
                .allSatisfy(row -> {
                    assertThat(row.getFirst()).isEqualTo("tidings.changes");
                    assertThat(row.get(1)).isIn(queues);
                    assertThat(row.get(2))
                            .isIn(topics.stream().map(Topic::routingKey).toList());
                    assertThat(row.get(3)).isEqualTo("[]");
                });
    }

    @Test
    void noDestinationOfABrokerCanBeSubscribedTo() {
        Topology before = topology();
        connect();

        for (String destination : BROKER_DESTINATIONS) {
            hostile.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\n\n".formatted(destination));
            assertThat(hostile.expectMessage("s").header("error"))
                    .as(destination)
                    .isEqualTo("bad_destination");
            hostile.expectReceipt("r");
        }

        hostile.expectAlive();
        assertThat(topology()).isEqualTo(before);
    }

    @ParameterizedTest
    @FieldSource("BROKER_DESTINATIONS")
    void nothingCanBeSentToADestinationOfABroker(String destination) {
        String address = destination.replace("session/token", "session");
        connect();

        hostile.send("SEND\ndestination:%s\nreceipt:r\npersistent:true\n\nhostile".formatted(address));

        expectEnd("unsupported", 4403);
    }

    @Test
    void theFirstOfRepeatedHeadersCounts() {
        Topology before = topology();
        connect();

        hostile.subscribe(
                "first",
                topic.address(),
                "destination:/exchange/tidings.changes/#",
                "id:hostile",
                "receipt:hostile",
                "destination:/queue/hostile");

        expectPlainSubscriptions(before, List.of(topic));
        instance().announce("delivered", topic);
        assertThat(idOf(hostile.expectMessage("first"))).isEqualTo("delivered");
        neighbour.expectMessage("neighbour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "receipt"})
    void anEscapedLineEndIsNotTakenWhereABrokerGivesItBack(String header) {
        String value = "s\ndurable:true\nx-queue-name:hostile\n\n";
        connect();

        hostile.send("SUBSCRIBE\n%s:%s\nid:s\ndestination:%s\n\n".formatted(header, escaped(value), topic.address()));

        expectEnd("protocol", 1002);
    }

    @Test
    void whateverElseAnIdIsMadeOfComesBackAsItWas() {
        Topology before = topology();
        String id = "s:\\n/#*.%0A;\u00fc\u20ac\ud83d\ude00";
        connect();

        hostile.send("SUBSCRIBE\nid:%s\ndestination:%s\nreceipt:%s\n\n"
                .formatted(escaped(id), topic.address(), escaped(id)));
        hostile.expectReceipt(id);

        expectPlainSubscriptions(before, List.of(topic));
        instance().announce("delivered", topic);
        assertThat(idOf(hostile.expectMessage(id))).isEqualTo("delivered");
        neighbour.expectMessage("neighbour");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(":", "\\c")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    @Test
    void aFrameInTheBodyOfAnotherIsNone() {
        Topology before = topology();
        String inner = "\0SUBSCRIBE\nid:x\ndestination:/exchange/tidings.changes/#\n\n\0"
                + "SEND\ndestination:/exchange/tidings.changes/notes.1\n\nhostile\0";
        connect();

        hostile.send("SEND\ndestination:/app/session/ping\ncontent-length:%d\ncontent-length:0\n\n%s"
                .formatted(inner.length(), inner));

        hostile.expectAlive();
        assertThat(topology()).isEqualTo(before);
    }

    @Test
    void aLengthThatEndsTooEarlyHidesNoFrame() {
        Topology before = topology();
        connect();

        hostile.sendText(
                "SUBSCRIBE\nid:s\ndestination:%s\ncontent-length:0\ncontent-length:99\n\n\0".formatted(topic.address())
                        + "SEND\ndestination:/queue/hostile\ncontent-length:1\n\nhostile\0");

        hostile.expectError("protocol");
        hostile.expectClose(1002);
        await().untilAsserted(() -> assertThat(topology()).isEqualTo(before));
    }

    /** CVE-2015-0201: Spring's SockJS client made ids that could be guessed, and who knows an id may send for its session. */
    @Test
    void aFrameReachesOnlyASockJsSessionOfThatVeryId() {
        String known = UUID.randomUUID().toString();
        assertThat(instance().api().post("/ws/000/%s/xhr".formatted(known), "").text())
                .isEqualTo("o\n");
        connect();

        for (String id : List.of(known.toUpperCase(Locale.ROOT), known + "x", known.substring(1), "%2A", "*")) {
            Answer answer = instance().api().post("/ws/000/%s/xhr_send".formatted(id), List.of("CONNECT\n\n\0"));
            assertThat(answer.status()).as(id).isIn(404, 400);
        }

        assertThat(instance()
                        .api()
                        .post("/ws/000/%s/xhr_send".formatted(known), List.of("\n"))
                        .status())
                .isEqualTo(204);
    }

    /** CVE-2015-0201: nobody needs to guess what is told. Other users and admins see sessions under another id. */
    @Test
    void theIdOfASessionIsToldToNobodyElse() {
        try (var client = StompTestClient.open(instance().port(), Transport.SOCKJS_XHR_STREAMING)) {
            String id = client.connect(instance().token("alice")).header("session");

            await().untilAsserted(() -> assertThat(instance()
                            .api()
                            .as("admin")
                            .get("/api/admin/sessions?user=alice")
                            .text())
                    .contains("\"user\":\"alice\""));
            for (String path : List.of("/api/admin/sessions?limit=1000", "/api/v1/ws/rooms", "/api/v1/ws/stats")) {
                assertThat(instance().api().as("admin").get(path).text()).doesNotContain(id);
            }
            assertThat(instance()
                            .api()
                            .as("bob")
                            .delete("/api/me/sessions/" + id)
                            .status())
                    .isEqualTo(404);
        }
    }

    /**
     * CVE-2018-1270: a simple broker evaluated the header {@code selector} of a SUBSCRIBE as an expression, with all of
     * the JVM within its reach. There is no simple broker here, and the header counts for nothing.
     */
    @Test
    void aSelectorIsNotEvaluated() {
        subscribeWithSelector("T(java.lang.System).setProperty('%s','1') != null".formatted(EVALUATED));

        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    /** CVE-2018-1275: in 4.3.x the mend of CVE-2018-1270 left ways around it, such as by reflection and constructors. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "''.getClass().forName('java.lang.System').getMethod('setProperty',''.getClass(),''.getClass()).invoke(null,'tidings.hostile.evaluated','1')",
                "new javax.script.ScriptEngineManager().getEngineByName('js').eval('1')",
                "#{T(java.lang.System).setProperty('tidings.hostile.evaluated','1')}",
                "headers.getClass().getClassLoader().loadClass('java.lang.System').getMethods()[0]"
            })
    void aSelectorIsNotEvaluatedByAnotherWay(String selector) {
        subscribeWithSelector(selector);

        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    /** CVE-2018-1257: a regular expression in a {@code selector} could keep the simple broker busy for ever. */
    @Test
    void aSelectorThatNeverEndsKeepsNobodyWaiting() {
        subscribeWithSelector("'%s!' matches '(a+)+$'".formatted("a".repeat(60)));
    }

    private void subscribeWithSelector(String selector) {
        connect();
        hostile.subscribe("s", topic.address(), "selector:" + escaped(selector), "Selector:" + escaped(selector));

        instance().announce("delivered", topic);

        assertThat(idOf(hostile.expectMessage("s"))).isEqualTo("delivered");
        neighbour.expectMessage("neighbour");
    }

    /** CVE-2018-1257, for the patterns that are our own: none of them goes back over what it has read. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/topic/a", "/user/queue/a", "=2", "a-", "."})
    void aValueMadeForBacktrackingIsRefusedAtOnce(String piece) {
        String value = piece.repeat(12_000 / piece.length());
        connect();

        hostile.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\n\n".formatted(value));

        assertThat(hostile.expectMessage("s").header("error")).isEqualTo("bad_destination");
        hostile.expectReceipt("r");
    }

    /**
     * CVE-2022-22971: a client that sent CONNECT again and again within one session had each of them handled, by the relay
     * with a connection of its own to the broker. The second one ends the session.
     */
    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void aSecondConnectEndsTheSession(String command) {
        int before = channels();
        String again = command + "\naccept-version:1.2\nhost:h\nAuthorization:Bearer "
                + instance().token("bob") + "\n\n\0";
        connect();

        hostile.sendText(again.repeat(20));

        expectEnd("protocol", 1002);
        await().untilAsserted(() -> assertThat(channels()).isEqualTo(before));
    }

    /** CVE-2022-22971, the same before the first CONNECT has its answer. */
    @Test
    void aSecondConnectBeforeTheFirstIsAnsweredEndsTheSession() {
        int before = channels();
        String connect = "CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer "
                + instance().token("alice") + "\n\n\0";

        hostile.sendText(connect.repeat(5));

        await().until(() -> hostile.next() instanceof StompTestClient.Closed(int code, String reason) && code == 1002);
        await().untilAsserted(() -> assertThat(channels()).isEqualTo(before));
    }

    /** The same for one that does not even wait for the answer to the first, and is gone before the broker gives it. */
    @Test
    void aClientThatLeavesAtOnceLeavesNoConnection() {
        int before = channels();
        for (int i = 0; i < 20; i++) {
            try (var client = StompTestClient.open(instance().port())) {
                client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n"
                        .formatted(instance().token("alice")));
            }
        }

        await().untilAsserted(() -> assertThat(channels()).isEqualTo(before));
    }

    /** CVE-2025-41254: what CONNECT is checked for was passed by if a client sent other frames without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUBSCRIBE\nid:1\ndestination:/topic/notes/1\n\n",
                "SEND\ndestination:/app/session/ping\n\n",
                "SEND\ndestination:/exchange/tidings.changes/notes.1\n\nhostile",
                "UNSUBSCRIBE\nid:1\n\n",
                "DISCONNECT\n\n",
                "ACK\nid:1\n\n"
            })
    void framesBeforeConnectEndTheSession(String frame) {
        hostile.send(frame);

        expectEnd("protocol", 1002);
    }

    /** CVE-2025-41254, after a CONNECT that was refused. */
    @Test
    void framesAfterARefusedConnectDoNotCount() {
        Topology before = topology();

        hostile.sendText("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer hostile\n\n\0"
                + "SUBSCRIBE\nid:1\ndestination:%s\nreceipt:r\n\n\0".formatted(topic.address())
                + "SEND\ndestination:/exchange/tidings.changes/notes.1\n\nhostile\0");

        expectEnd("authentication_failed", 4401);
        assertThat(topology()).isEqualTo(before);
    }

    /**
     * CVE-2026-41838: from the id of one's own session one could tell those of others, as all came from one random
     * generator that was not made for secrets.
     */
    @Test
    void theIdOfASessionTellsNothingAboutAnother() {
        assertThat(isOfPredictableGenerator(new AlternativeJdkIdGenerator().generateId()))
                .isTrue();
        for (int i = 0; i < 5; i++) {
            try (var client = StompTestClient.open(instance().port())) {
                String id = client.connect(instance().token("alice")).header("session");

                assertThat(isOfPredictableGenerator(UUID.fromString(id))).isFalse();
            }
        }
    }

    /**
     * Returns whether an id has the bytes that {@link Random} gives in a row: of the 48 bits that it goes on from, all but
     * 16 show in each number.
     */
    private static boolean isOfPredictableGenerator(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
        long multiplier = 0x5DEECE66DL;
        long mask = (1L << 48) - 1;
        long first = Integer.toUnsignedLong(Integer.reverseBytes(bytes.getInt()));
        int second = Integer.reverseBytes(bytes.getInt());
        for (long hidden = 0; hidden < 1 << 16; hidden++) {
            long next = ((first << 16 | hidden) * multiplier + 0xB) & mask;
            if ((int) (next >>> 16) == second) {
                return true;
            }
        }
        return false;
    }

    /** CVE-2026-41838: nor does it help to know the id of another session. */
    @Test
    void theIdOfAnotherSessionIsGoodForNothing() {
        try (var victim = StompTestClient.open(instance().port())) {
            String id = victim.connect(instance().token("bob")).header("session");
            victim.subscribe("s", topic.address());
            connect();

            for (String header : List.of("session:", "simpSessionId:", "session-id:", "login:")) {
                hostile.send("UNSUBSCRIBE\nid:s\nreceipt:r\n%s\n\n".formatted(header + id));
                hostile.expectReceipt("r");
            }
            assertThat(instance()
                            .api()
                            .post("/ws/000/%s/xhr_send".formatted(id), List.of("DISCONNECT\n\n\0"))
                            .status())
                    .isEqualTo(404);
            assertThat(instance()
                            .api()
                            .as("alice")
                            .delete("/api/me/sessions/" + id)
                            .status())
                    .isEqualTo(404);

            instance().announce("delivered", topic);
            assertThat(idOf(victim.expectMessage("s"))).isEqualTo("delivered");
            neighbour.expectMessage("neighbour");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTED", "MESSAGE", "RECEIPT", "ERROR", "FOO", "subscribe", "GET / HTTP/1.1"})
    void commandsOfServersAndUnknownOnesEndTheSession(String command) {
        connect();

        hostile.send(command + "\nid:1\ndestination:/exchange/tidings.changes/notes.1\n\n");

        expectEnd("protocol", 1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    void transactionsAreNotSupported(String command) {
        connect();

        hostile.send(command + "\ntransaction:hostile\nreceipt:r\n\n");

        assertThat(hostile.expectError("unsupported").header("receipt-id")).isEqualTo("r");
        hostile.expectClose(4403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUBSCRIBE\nno colon\n\n\0",
                "SUBSCRIBE\n:no name\n\n\0",
                "SUBSCRIBE\nid:1\0",
                "SUBSCRIBE\nid:\\t\n\n\0",
                "SUBSCRIBE\nid:1\n\n\0",
                "SUBSCRIBE\ndestination:/topic/notes/1\n\n\0",
                "SUBSCRIBE\nid:1\ndestination:/topic/notes/1\nsince:x\n\n\0",
                "SUBSCRIBE\nid:1\ndestination:/topic/notes/1\nbatch:yes\n\n\0",
                "SUBSCRIBE\nid:1\ndestination:/topic/notes/1\ndelta:\n\n\0",
                "SUBSCRIBE\nid:1\ndestination:/topic/notes/1\n\nbody\0",
                "UNSUBSCRIBE\n\n\0",
                "SEND\ndestination:/app/x\ncontent-length:2\n\nlong\0",
                "\0\0",
                "ACOMMANDTHATISLONGERTHANANYOTHERCOMMAND\n\n\0"
            })
    void brokenFramesEndTheSession(String text) {
        connect();

        hostile.sendText(text);

        expectEnd("protocol", 1002);
    }

    @Test
    void bytesThatAreNotUtf8EndTheSession() {
        connect();

        hostile.sendBinary("SUBSCRIBE\nid:\u00ff\u00fe\n\n\0".getBytes(StandardCharsets.ISO_8859_1));

        expectEnd("protocol", 1002);
    }

    @Test
    void aMegabyteOfHeaderInOneMessageEndsTheSession() {
        connect();

        hostile.send("SUBSCRIBE\nid:" + "x".repeat(MEGABYTE) + "\n\n");

        expectEnd("too_large", 4413);
    }

    @Test
    void aMegabyteOfHeaderInPiecesEndsTheSession() {
        hostile.sendInPieces("CONNECT\nAuthorization:Bearer " + "x".repeat(MEGABYTE) + "\n\n", 8192);

        expectEnd("too_large", 4413);
    }

    @Test
    void tooManyHeadersEndTheSession() {
        hostile.send("CONNECT\n" + "a:b\n".repeat(33) + "\n");

        expectEnd("too_large", 4413);
    }

    @Test
    void aFrameThatNeverEndsEndsTheSession() {
        connect();

        hostile.sendText("SEND\ndestination:/app/x\n\n");
        for (int i = 0; i < 20; i++) {
            hostile.sendText("x".repeat(8192));
        }

        expectEnd("too_large", 4413);
    }

    @Test
    void aFrameWithoutItsEndIsWaitedFor() {
        connect();

        hostile.sendText("UNSUBSCRIBE\nid:none\nreceipt:late\n\n");
        hostile.sendText("\0");

        hostile.expectReceipt("late");
    }

    @Test
    void aMegabyteOfHeartbeatsIsTaken() {
        connect();

        hostile.sendText("\n".repeat(MEGABYTE));

        hostile.expectAlive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void framesInPiecesWork(int size) {
        hostile.sendInPieces(
                "CONNECT\r\naccept-version:1.2\r\nhost:h\r\nAuthorization:Bearer %s\r\n\r\n"
                        .formatted(instance().token("älice")),
                size);

        assertThat(hostile.expectConnected().header("user-name")).isEqualTo("älice");
    }

    @Test
    void aLineEndSplitOverMessagesWorks() {
        connect();

        hostile.sendText("UNSUBSCRIBE\r");
        hostile.sendText("\nid:none\r\nreceipt:r\r\n\r");
        hostile.sendText("\n\0\r");
        hostile.sendText("\n");

        hostile.expectReceipt("r");
        hostile.expectAlive();
    }

    @Test
    void severalFramesInOneMessageWork() {
        hostile.sendText(
                "CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n\0\nSUBSCRIBE\nid:1\ndestination:%s\nreceipt:a\n\n\0UNSUBSCRIBE\nid:2\nreceipt:b\n\n\0"
                        .formatted(instance().token("alice"), topic.address()));

        hostile.expectConnected();
        assertThat(List.of(hostile.next(), hostile.next()))
                .extracting(received -> ((ServerFrame) received).header("receipt-id"))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void nothingCountsAfterTheFrameThatEndedTheSession() {
        connect();

        hostile.sendText("BEGIN\n\n\0UNSUBSCRIBE\nid:1\nreceipt:r\n\n\0BEGIN\n\n\0");

        expectEnd("unsupported", 4403);
    }

    @Test
    void aSessionMayEndAnywhere() {
        connect();
        hostile.subscribe("s1", topic.address());
        hostile.sendText("SUBSCRIBE\nid:half");

        hostile.close();
    }

    static Topic topic() {
        return new Topic("notes", UUID.randomUUID().toString());
    }

    static String idOf(ServerFrame message) {
        return message.json().path("resource").path("id").asString();
    }
}
