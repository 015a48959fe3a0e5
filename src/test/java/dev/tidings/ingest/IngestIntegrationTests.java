package dev.tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.MutableClock;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Publishing from outside over HTTP, and what readers see of it. */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.destinations.bench.read=authenticated",
            "tidings.destinations.audit.read=role:admin",
            "tidings.ingest.max-request-size=1MB"
        })
class IngestIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog log;

    @Autowired
    private KnownRequests requests;

    @Autowired
    private IngestProperties properties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Api publisher;

    @BeforeEach
    void signIn() {
        publisher = Api.on(port).as("publisher");
    }

    @Test
    void answersThePositionOfEachDestination() {
        Topic one = topic();
        Topic other = topic();
        var queue = new UserQueue("al.ice", "bench");

        Answer first = publish(List.of(item("a", one), item("b", one, other)));
        Answer second = publish(List.of(item("c", queue), item("d", one)));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("positions")).isEqualTo(positions(Map.of(one, 2L, other, 1L)));
        assertThat(second.json().path("positions")).isEqualTo(positions(Map.of(queue, 1L, one, 3L)));
        assertThat(ids(one)).containsExactly("a", "b", "d");
        assertThat(ids(other)).containsExactly("b");
        assertThat(ids(queue)).containsExactly("c");
    }

    @Test
    void takesLines() {
        Topic topic = topic();
        String lines = json(item("a", topic)) + "\n" + json(item("b", topic)) + "\n";

        Answer answer = publisher.send("POST", "/api/changes", "application/x-ndjson", utf8(lines));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ids(topic)).containsExactly("a", "b");
    }

    @Test
    void takesAThousandChangesInOneRequest() {
        Topic topic = topic();
        List<Map<String, Object>> items =
                IntStream.range(0, 1_000).mapToObj(i -> item("i" + i, topic)).toList();

        assertThat(publish(items).json().path("positions")).isEqualTo(positions(Map.of(topic, 1_000L)));
    }

    @Test
    void isOnlyForPublishers() {
        var items = List.of(item("a", topic()));

        Api.on(port).post("/api/changes", items).isProblem(401);
        Api.on(port).as("alice").post("/api/changes", items).isProblem(403);
        Api.on(port).as("admin").post("/api/changes", items).isProblem(403);
    }

    @Test
    void publishesNothingOfARequestWithOneBadItem() {
        Topic topic = topic();

        Answer bad = publish(List.of(item("a", topic), Map.of("destinations", List.of(topic.sendAddress()))));
        Answer owned = publish(List.of(item("a", topic), item("b", new Topic("assets", "1"))));
        Answer next = publish(List.of(item("b", topic)));

        assertThat(bad.isProblem(400).field()).isEqualTo("change");
        assertThat(bad.json().path("index").asInt()).isEqualTo(1);
        assertThat(owned.isProblem(403).text()).contains("/topic/assets/1");
        assertThat(next.json().path("positions")).isEqualTo(positions(Map.of(topic, 1L)));
    }

    @Test
    void publishesNothingOfARequestInWhoseMiddleTheDatabaseFails() {
        Topic topic = topic();
        Topic other = topic();
        String key = UUID.randomUUID().toString();
        var items = IntStream.range(0, 1_000)
                .mapToObj(i -> item(i == 600 ? topic.id() : "i" + i, topic, other))
                .toList();

        jdbc.sql("alter table change_intake add constraint not_in_test check (body not like '%" + topic.id() + "%')")
                .update();
        try {
            assertThat(publish(items, key).isProblem(500).text()).doesNotContain("not_in_test");
        } finally {
            jdbc.sql("alter table change_intake drop constraint not_in_test").update();
        }

        NumberedChanges.in(log, jdbc);
        assertThat(ids(topic)).isEmpty();
        assertThat(ids(other)).isEmpty();
        assertThat(publish(items, key).json().path("positions"))
                .isEqualTo(positions(Map.of(topic, 1_000L, other, 1_000L)));
        assertThat(ids(topic)).hasSize(1_000).contains("i0", topic.id(), "i999");
    }

    @Test
    void refusesRequestsThatAreTooLarge() {
        publisher
                .send("POST", "/api/changes", "application/json", new byte[1024 * 1024 + 1])
                .isProblem(413);
        publisher.send("POST", "/api/changes", "text/plain", utf8("[]")).isProblem(415);
    }

    @Test
    void letsReadersReadWhatTheSettingAllows() {
        Topic bench = topic();
        var audit = new Topic("audit", UUID.randomUUID().toString());
        publish(List.of(item("a", bench, audit)));

        assertThat(changes("alice", bench).path("changes").size()).isEqualTo(1);
        assertThat(changes("alice", audit).path("error").asString()).isEqualTo("access_denied");
        assertThat(changes("admin", audit).path("changes").size()).isEqualTo(1);
        try (var alice =
                StompTestClient.connected(port, Api.on(port).as("alice").token())) {
            assertThat(alice.subscribe("1", bench.address()).header("position")).isEqualTo(position(bench, 1));
            assertThat(alice.subscribe("2", audit.address()).header("error")).isEqualTo("access_denied");
        }
    }

    @Test
    void tellsSubscribersAndTheOwnerOfAQueue() {
        Topic topic = topic();
        String token = Api.on(port).as("alice").token();
        // In one session, what comes first of two destinations is not defined.
        try (var tab = StompTestClient.connected(port, token);
                var otherTab = StompTestClient.connected(port, token)) {
            tab.subscribe("1", topic.address());
            otherTab.subscribe("2", "/user/queue/bench");

            publish(List.of(item("a", topic, new UserQueue("alice", "bench"))));

            assertThat(List.of(tab.expectMessage("1"), otherTab.expectMessage("2")))
                    .extracting(message -> message.json().path("n").asString())
                    .containsExactly("a", "a");
        }
    }

    @Test
    void sendsTransientUpdatesWithoutANumberBehindWhatIsLogged() {
        Topic topic = topic();
        try (var alice =
                StompTestClient.connected(port, Api.on(port).as("alice").token())) {
            alice.subscribe("1", topic.address());

            Answer alone = publish(List.of(update("u1", topic)));
            ServerFrame first = alice.expectMessage("1");
            Answer mixed = publish(List.of(update("u2", topic), item("a", topic), update("u3", topic)));
            List<ServerFrame> rest =
                    List.of(alice.expectMessage("1"), alice.expectMessage("1"), alice.expectMessage("1"));

            assertThat(alone.status()).isEqualTo(202);
            assertThat(alone.json().path("positions").isEmpty()).isTrue();
            assertThat(first.header("transient")).isEqualTo("true");
            assertThat(first.header("after")).isEqualTo(position(topic, 0));
            assertThat(mixed.json().path("positions")).isEqualTo(positions(Map.of(topic, 1L)));
            assertThat(rest)
                    .extracting(message -> message.json().path("n").asString() + " " + message.header("after")
                            + message.header("sequence"))
                    .containsExactlyInAnyOrder("u2 " + position(topic, 0), "a 1", "u3 " + position(topic, 1));
            assertThat(ids(topic)).containsExactly("a");
        }
    }

    @Test
    void publishesARequestOnceHoweverOftenItIsRepeated() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();
        var items = List.of(item("a", topic));

        Answer first = publish(items, key);
        publish(List.of(item("b", topic)));
        Answer repeated = publish(items, key);

        assertThat(first.json().path("positions")).isEqualTo(positions(Map.of(topic, 1L)));
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.text()).isEqualTo(first.text());
        assertThat(ids(topic)).containsExactly("a", "b");
    }

    @Test
    void repeatsNoTransientUpdates() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();
        try (var alice =
                StompTestClient.connected(port, Api.on(port).as("alice").token())) {
            alice.subscribe("1", topic.address());

            Answer first = publish(List.of(update("u1", topic)), key);
            Answer repeated = publish(List.of(update("u1", topic)), key);
            publish(List.of(update("end", topic)));

            assertThat(first.status()).isEqualTo(202);
            assertThat(repeated.status()).isEqualTo(202);
            assertThat(alice.expectMessage("1").json().path("n").asString()).isEqualTo("u1");
            assertThat(alice.expectMessage("1").json().path("n").asString()).isEqualTo("end");
        }
    }

    @Test
    void findsThePositionsForARepetitionWhenTheFirstAnswerWasNeverKept() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();
        var items = List.of(item("a", topic), item("b", topic));
        Answer first = publish(items, key);
        publish(List.of(item("c", topic)));

        jdbc.sql("update ingest_request set positions = null where id = ?")
                .param(RequestKey.ofHttp("publisher", key).id())
                .update();
        Answer repeated = publish(items, key);

        assertThat(repeated.text()).isEqualTo(first.text());
        assertThat(first.json().path("positions")).isEqualTo(positions(Map.of(topic, 2L)));
        assertThat(ids(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void publishesOnceWhenTheSameRequestArrivesSeveralTimesAtOnce() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();
        var items = List.of(item("a", topic));

        var answers = new ArrayList<String>();
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<String>> requestsAtOnce = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> publish(items, key).text(), executor))
                    .toList();
            requestsAtOnce.forEach(request -> answers.add(request.join()));
        }

        assertThat(answers)
                .hasSize(8)
                .containsOnly("{\"positions\":{\"" + topic + "\":\"" + position(topic, 1) + "\"}}");
        assertThat(ids(topic)).containsExactly("a");
    }

    @Test
    void refusesAKeyForAnotherBody() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();
        publish(List.of(item("a", topic)), key);

        publish(List.of(item("b", topic)), key).isProblem(422);

        assertThat(ids(topic)).containsExactly("a");
    }

    @Test
    void takesTheSameKeyAgainAfterARequestThatWasRefused() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();

        publish(List.of(item("a", new Topic("unknown", "1"))), key).isProblem(403);

        assertThat(publish(List.of(item("b", topic)), key).status()).isEqualTo(200);
    }

    @Test
    void refusesKeysOfAnotherForm() {
        var items = List.of(item("a", topic()));

        assertThat(publish(items, "a b").isProblem(400).field()).isEqualTo("Idempotency-Key");
        publish(items, "k".repeat(256)).isProblem(400);
        publisher
                .post("/api/changes", items, "Idempotency-Key", "a", "Idempotency-Key", "b")
                .isProblem(400);
        assertThat(publish(items, "k".repeat(255)).status()).isEqualTo(200);
    }

    @Test
    void forgetsKeysThatAreOld() {
        Topic topic = topic();
        String key = UUID.randomUUID().toString();
        var items = List.of(item("a", topic));
        publish(items, key);

        requests.removeOlderThan(clock.instant().minus(Duration.ofHours(1)));
        publish(items, key);
        requests.removeOlderThan(clock.instant().plus(Duration.ofHours(1)));
        publish(items, key);

        assertThat(ids(topic)).containsExactly("a", "a");
    }

    @Test
    void knowsAKeyForADay() {
        var later = new MutableClock(clock.instant());
        var known = new KnownRequests(jdbc, JsonMapper.shared(), later);
        RequestKey old = RequestKey.ofHttp("publisher", UUID.randomUUID().toString());
        RequestKey young = RequestKey.ofHttp("publisher", UUID.randomUUID().toString());
        known.claim(old, "digest");
        later.advance(Duration.ofHours(2));
        known.claim(young, "digest");
        later.advance(Duration.ofHours(23));

        RepeatedTask removal = new IngestConfiguration().oldIngestRequestRemoval(known, properties, later);
        removal.start();
        try {
            await().until(() -> known.claim(old, "digest"));
        } finally {
            removal.stop();
        }

        assertThat(known.claim(young, "digest")).isFalse();
    }

    private static Topic topic() {
        return new Topic("bench", UUID.randomUUID().toString());
    }

    private static Map<String, Object> item(String n, Destination... destinations) {
        return Map.of("destinations", addresses(destinations), "change", Map.of("type", "test", "n", n));
    }

    private static Map<String, Object> update(String n, Destination... destinations) {
        return Map.of(
                "destinations", addresses(destinations), "change", Map.of("type", "test", "n", n), "transient", true);
    }

    private static List<String> addresses(Destination... destinations) {
        return List.of(destinations).stream().map(Destination::sendAddress).toList();
    }

    private Answer publish(List<Map<String, Object>> items) {
        return publisher.post("/api/changes", items);
    }

    private Answer publish(List<Map<String, Object>> items, String key) {
        return publisher.post("/api/changes", items, "Idempotency-Key", key);
    }

    private JsonNode positions(Map<Destination, Long> sequences) {
        var positions = JsonMapper.shared().createObjectNode();
        sequences.forEach(
                (destination, sequence) -> positions.put(destination.sendAddress(), position(destination, sequence)));
        return positions;
    }

    private String position(Destination destination, long sequence) {
        return log.head(destination).epoch() + ":" + sequence;
    }

    private JsonNode changes(String user, Topic topic) {
        return Api.on(port)
                .as(user)
                .get("/api/changes?from=" + topic.address() + "@" + position(topic, 0))
                .json()
                .path("streams")
                .path(0);
    }

    private List<String> ids(Destination destination) {
        return log.read(destination, 0, 2_000).stream()
                .map(ChangeLogEntry::body)
                .map(body -> JsonMapper.shared().readTree(body).path("n").asString())
                .toList();
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
