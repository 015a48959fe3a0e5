package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.tidings.destination.Topic;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.InstanceProcess;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.Received;
import dev.tidings.support.StompTestClient.ServerFrame;
import dev.tidings.support.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What nobody may read stands in no log, metric or error, however talkative the logs are: an instance that logs all it can
 * is given tokens, secrets and bodies of changes, good and bad, on every way in, and none of them is found afterwards.
 */
@Tag(RabbitMq.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanariesIntegrationTests {

    private static final String CANARY = "canary";
    private static final Pattern CANARIES = Pattern.compile(".{0,300}" + CANARY + "[a-z0-9-]*.{0,80}");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final Topic topic = new Topic("bench", UUID.randomUUID().toString());
    private final List<String> told = new ArrayList<>();
    private Path log;
    private InstanceProcess instance;
    private Api alice;
    private Api admin;
    private Api publisher;

    @BeforeAll
    void start(@TempDir Path folder) {
        log = folder.resolve("tidings.log");
        instance = InstanceProcess.onRabbitMq(
                folder,
                postgres.newDatabase(),
                rabbitMq,
                "--logging.file.name=" + log,
                "--logging.level.root=debug",
                "--logging.level.dev.tidings=debug",
                "--logging.level.org.springframework=debug",
                "--tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "--tidings.ingest.retries=0",
                "--tidings.destinations.bench.read=authenticated");
        alice = Api.on(instance.port()).as("alice");
        admin = Api.on(instance.port()).as("admin");
        publisher = Api.on(instance.port()).as("publisher");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    /** Remembers an answer that tells of an error. */
    private void refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        told.add(answer.text());
    }

    private void refused(StompTestClient client) {
        Received next = client.next();
        while (next instanceof ServerFrame frame) {
            if (frame.command().equals("ERROR")) {
                told.add(frame.toString());
            }
            next = client.next();
        }
        told.add(next.toString());
    }

    private void expectNoCanary(String... more) throws IOException {
        admin.get("/actuator/health");
        assertThat(canariesIn(Files.readString(log))).isEmpty();
        told.addAll(List.of(more));
        told.add(admin.get("/actuator/prometheus").text());
        told.add(admin.get("/actuator/health").text());
        told.add(admin.get("/actuator/info").text());
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(canariesIn(text)).isEmpty());
    }

    private static List<String> canariesIn(String text) {
        return CANARIES.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    @Test
    void theLogsTellWhatHappens() throws IOException {
        assertThat(Files.readString(log))
                .contains(" DEBUG ", "dev.tidings.", "org.springframework.web", "org.springframework.security");
    }

    @Test
    void tokensThatAreGood() throws IOException {
        String[] parts = alice.token().split("\\.", -1);
        try (var client = StompTestClient.connected(instance.port(), alice.token())) {
            client.send("SEND\ndestination:/app/session/token\nreceipt:r\nAuthorization:Bearer %s\n\n"
                    .formatted(alice.token()));
            client.expectReceipt("r");
            client.subscribe("s", topic.address(), "Authorization:Bearer " + alice.token());
        }
        try (var client = StompTestClient.open(instance.port(), Transport.SOCKJS_XHR_STREAMING)) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\nlogin:alice\npasscode:%s\n\n".formatted(alice.token()));
            client.expectConnected();
        }

        assertThat(Files.readString(log)).doesNotContain(parts[2]).doesNotContain(parts[1]);
        expectNoCanary();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tokensThatAreRefused(Transport transport) throws IOException {
        String connect = "CONNECT\naccept-version:1.2\nhost:h\nlogin:canary-login\n";
        for (String credentials : List.of(
                "Authorization:Bearer canary-token",
                "Authorization:Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.canary-signature",
                "Authorization:Basic canary-basic",
                "passcode:canary-passcode",
                "passcode:" + alice.token() + "canary",
                "Authorization:Bearer canary-repeated\nAuthorization:Bearer canary-again\npasscode:canary-third")) {
            try (var client = StompTestClient.open(instance.port(), transport)) {
                client.send(connect + credentials + "\n\n");
                refused(client);
            }
        }
        try (var client = StompTestClient.connected(instance.port(), transport, alice.token())) {
            client.send("SEND\ndestination:/app/session/token\nAuthorization:Bearer canary-renewal\n\n");
            refused(client);
        }

        expectNoCanary();
    }

    @Test
    void credentialsOverHttp() throws IOException {
        Api anybody = Api.on(instance.port());
        refused(anybody.get("/api/me", "Authorization", "Bearer canary-token"));
        refused(anybody.get("/api/me", "Authorization", "Bearer " + alice.token() + "canary"));
        refused(anybody.get("/api/me", "Authorization", "Basic Y2FuYXJ5OmNhbmFyeQ=="));
        refused(anybody.get("/api/me?access_token=canary-in-query"));
        refused(anybody.get("/api/me", "Cookie", "JSESSIONID=canary-cookie; token=canary-cookie"));
        refused(anybody.post("/api/auth/token", Map.of("username", "alice", "password", "canary-password")));
        refused(anybody.send("POST", "/api/auth/token", "application/json", utf8("{\"password\":\"canary-broken\"")));
        refused(anybody.send(
                "POST",
                "/api/auth/token",
                "application/x-www-form-urlencoded",
                utf8("username=alice&password=canary-form")));

        expectNoCanary();
    }

    @Test
    void valuesOfSecrets() throws IOException {
        try (var client = StompTestClient.connected(instance.port(), alice.token())) {
            client.subscribe("s", "/user/queue/secrets");
            Answer created = alice.put("/api/secrets/CANARY_KEY", Map.of("value", "canary-value"));
            assertThat(created.status()).isEqualTo(200);
            Answer replaced = alice.put("/api/secrets/CANARY_KEY", Map.of("value", "canary-other-value"));
            assertThat(replaced.status()).isEqualTo(200);

            refused(alice.put("/api/secrets/CANARY_KEY", Map.of("value", "canary-late"), "If-Match", "\"1\""));
            refused(alice.put("/api/secrets/CANARY_KEY", Map.of("value", List.of("canary-list"))));
            refused(alice.put("/api/secrets/CANARY_KEY", Map.of("values", "canary-name")));
            refused(alice.put("/api/secrets/CANARY_KEY", Map.of("value", "canary-long".repeat(100_000))));
            refused(alice.send("PUT", "/api/secrets/CANARY_KEY", "application/json", utf8("{\"value\":canary-broken")));
            refused(alice.send("PUT", "/api/secrets/CANARY_KEY", "text/plain", utf8("canary-plain")));
            expectNoCanary(
                    client.expectMessage("s").body(),
                    client.expectMessage("s").body(),
                    created.text(),
                    replaced.text(),
                    alice.get("/api/secrets").text());
        }
    }

    @Test
    void bodiesOfChangesOverHttp() throws IOException {
        try (var client = StompTestClient.connected(instance.port(), alice.token())) {
            client.subscribe("s", topic.address());

            assertThat(publisher
                            .post("/api/changes", List.of(item("canary-one"), item("canary-two")))
                            .status())
                    .isBetween(200, 299);
            assertThat(client.expectMessage("s").body()).contains("canary-one");
            assertThat(client.expectMessage("s").body()).contains("canary-two");
        }
        assertThat(alice.get("/api/changes?from=%s@x:0".formatted(topic.address()))
                        .status())
                .isEqualTo(200);
        refused(publisher.post(
                "/api/changes", Map.of("destinations", List.of("/topic/none/1"), "change", body("canary-none"))));
        refused(publisher.post(
                "/api/changes", Map.of("destinations", List.of(topic.address()), "change", "canary-text")));
        refused(publisher.post(
                "/api/changes", Map.of("destinations", List.of(topic.address()), "changed", body("canary-field"))));
        refused(publisher.post("/api/changes", List.of(item("canary-good"), Map.of("change", body("canary-bad")))));
        refused(publisher.send(
                "POST", "/api/changes", "application/json", utf8("[{\"change\":{\"text\":canary-broken}}]")));
        refused(publisher.send(
                "POST", "/api/changes", "application/json", utf8("{\"change\":\"canary-\\ud800\\u0000")));
        refused(alice.post("/api/changes", item("canary-forbidden")));

        expectNoCanary();
    }

    @Test
    void bodiesOfChangesOverAmqp() throws Exception {
        try (Connection connection = connection();
                var client = StompTestClient.connected(instance.port(), alice.token())) {
            Channel channel = connection.createChannel();
            client.subscribe("s", topic.address());
            long letters = letters();
            for (String message : List.of(
                    "{\"destinations\":[\"/topic/none/1\"],\"change\":{\"type\":\"test\",\"text\":\"canary-none\"}}",
                    "{\"destinations\":[\"%s\"],\"change\":\"canary-text\"}".formatted(topic.address()),
                    "[{\"change\":{\"text\":canary-broken}}]",
                    "canary-no-json")) {
                channel.basicPublish("tidings.ingest", "tidings.ingest", new BasicProperties(), utf8(message));
            }
            channel.basicPublish(
                    "tidings.ingest",
                    "tidings.ingest",
                    new BasicProperties.Builder()
                            .headers(Map.of("canary-header", "canary-header"))
                            .build(),
                    utf8("{\"destinations\":[\"%s\"],\"change\":{\"type\":\"test\",\"text\":\"canary-amqp\"}}"
                            .formatted(topic.address())));

            assertThat(client.expectMessage("s").body()).contains("canary-amqp");
            await().atMost(DEADLINE).until(() -> letters() == letters + 4);
        }

        expectNoCanary();
    }

    private static long letters() {
        return rabbitMq.queues("name", "messages").stream()
                .filter(row -> row.getFirst().equals("tidings.ingest.dead"))
                .mapToLong(row -> Long.parseLong(row.getLast()))
                .sum();
    }

    private static Connection connection() throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(rabbitMq.host());
        factory.setPort(rabbitMq.amqpPort());
        factory.setVirtualHost(rabbitMq.virtualHost());
        factory.setUsername(rabbitMq.ingest().user());
        factory.setPassword(rabbitMq.ingest().password());
        return factory.newConnection();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void framesThatAreRefused(Transport transport) throws IOException {
        for (String frame : List.of(
                "canary\n\n",
                "SUBSCRIBE\ncanary-line\n\n",
                "SUBSCRIBE\nid:canary-\\t\n\n",
                "SUBSCRIBE\nid:s\ndestination:%s\nsince:canary-since\n\n".formatted(topic.address()),
                "SUBSCRIBE\nid:s\ndestination:%s\nbatch:canary-batch\n\n".formatted(topic.address()),
                "UNSUBSCRIBE\nid:s\n\ncanary-body",
                "BEGIN\ntransaction:canary-transaction\n\n",
                "SEND\ndestination:/app/none\n\ncanary-body",
                "SEND\ndestination:/app/session/ping\ncontent-length:canary-length\n\nx",
                "SEND\ndestination:/app/session/ping\ncontent-length:1\n\ncanary-longer",
                "SEND\ndestination:/app/session/ping\n\n" + "canary-large".repeat(10_000))) {
            try (var client = StompTestClient.connected(instance.port(), transport, alice.token())) {
                client.send(frame);
                refused(client);
            }
        }
        try (var client = StompTestClient.connected(instance.port(), transport, alice.token())) {
            client.send("SEND\ndestination:/app/session/ping\n\n{\"id\":\"canary ping\"}");
            client.send("SEND\ndestination:/app/session/telemetry\n\n{\"commit_to_apply_ms\":[\"canary\"");
            client.send("SUBSCRIBE\nid:s\ndestination:%s\ncanary-header:canary-value\n\n".formatted(topic.address()));
            client.send("ACK\nid:canary-ack\n\n");
            client.expectAlive();
        }

        expectNoCanary();
    }

    @Test
    void messagesOfSockJsThatAreRefused() throws IOException {
        Api anybody = Api.on(instance.port());
        String session = "/ws/000/" + UUID.randomUUID();
        assertThat(anybody.post(session + "/xhr", "").text()).isEqualTo("o\n");
        for (String body :
                List.of("[\"canary-open", "canary-no-json", "{\"canary\":1}", "[{\"canary-object\":1}]", "")) {
            told.add(anybody.send("POST", session + "/xhr_send", "application/json", utf8(body))
                    .text());
        }

        expectNoCanary();
    }

    @Test
    void requestsThatAreRefused() throws IOException {
        String home = alice.home();
        refused(alice.send("POST", "/api/assets", "application/json", utf8("{\"name\":canary-broken")));
        refused(alice.send("POST", "/api/assets", "application/json", utf8("{\"name\":{\"canary-type\":1}}")));
        refused(alice.send("POST", "/api/assets", "application/unknown", utf8("canary-type")));
        refused(alice.post("/api/assets", Map.of("name", "", "parent_id", home, "token", "canary-field")));
        refused(alice.upload(home, "a/b", utf8("canary-content")));
        refused(alice.send("POST", "/api/assets", "multipart/form-data; boundary=x", utf8("--x\r\ncanary-part")));
        alice.file(home, "file", utf8("canary-content"));
        alice.get("/api/assets?parent_id=%s&x=canary-query".formatted(home));
        Api.on(instance.port()).get("/?token=canary-query");
        Api.on(instance.port()).get("/ws/info?t=canary-query");
        alice.get("/api/changes?from=canary-query");

        expectNoCanary();
    }

    private Map<String, Object> item(String text) {
        return Map.of("destinations", List.of(topic.address()), "change", body(text));
    }

    private static Map<String, Object> body(String text) {
        return Map.of(
                "type",
                "test",
                "text",
                text,
                "list",
                IntStream.range(0, 3).boxed().toList());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
