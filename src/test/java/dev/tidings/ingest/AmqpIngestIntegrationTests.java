package dev.tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.tidings.TidingsApplication;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.Topic;
import dev.tidings.support.Api;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.RabbitMq.Credentials;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Publishing from outside over AMQP, and what goes wrong in between. */
@Tag(RabbitMq.TAG)
@ExtendWith(OutputCaptureExtension.class)
class AmqpIngestIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.own();

    @TempDir
    private static Path storage;

    private final Topic topic = new Topic("bench", UUID.randomUUID().toString());
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private String database;
    private Connection connection;
    private Channel publisher;

    @BeforeEach
    void connect() throws Exception {
        database = postgres.newDatabase();
        connection = connection(rabbitMq.ingest());
        publisher = connection.createChannel();
        publisher.confirmSelect();
    }

    @AfterEach
    void stop() throws IOException, TimeoutException {
        rabbitMq.ensureRunning();
        instances.forEach(ConfigurableApplicationContext::close);
        try (Connection cleaner = connection(rabbitMq.instance())) {
            cleaner.createChannel().queuePurge(IngestTopology.INGEST);
            cleaner.createChannel().queuePurge(IngestTopology.DEAD);
        }
        connection.abort();
    }

    @Test
    void publishesItemsAloneAndInArraysInTheirOrder() throws Exception {
        start();

        publish(null, item("a"));
        publish(null, "[" + item("b") + "," + item("c") + "]");
        publisher.basicPublish(IngestTopology.INGEST, "", new BasicProperties(), utf8(item("d")));

        awaitPublished("a", "b", "c", "d");
        awaitEmpty(IngestTopology.INGEST);
    }

    @Test
    void publishesWhatWaitedForTheFirstInstance() throws Exception {
        publish(null, item("a"));

        start();

        awaitPublished("a");
    }

    @Test
    void publishesAMessageIdOnce() throws Exception {
        start();

        publish("id-1", item("a"));
        publish("id-1", item("a"));
        publish(null, item("a"));
        publish("id-2", item("b"));

        awaitPublished("a", "a", "b");
        assertThat(letter()).isNull();
    }

    @Test
    void acknowledgesAMessageOnlyWhenItIsCommitted() throws Exception {
        start();
        publish(null, item("a"));
        awaitPublished("a");
        try (java.sql.Connection other = DriverManager.getConnection(database)) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table change_intake in access exclusive mode");

            publish(null, item("b"));

            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(unacknowledged()).isEqualTo(1));
            await().during(Duration.ofSeconds(1)).until(() -> unacknowledged() == 1);
            other.rollback();
        }

        awaitPublished("a", "b");
        await().atMost(DEADLINE).until(() -> unacknowledged() == 0);
    }

    private int unacknowledged() {
        return rabbitMq.queues("name", "messages_unacknowledged").stream()
                .filter(queue -> queue.getFirst().equals(IngestTopology.INGEST))
                .mapToInt(queue -> Integer.parseInt(queue.getLast()))
                .sum();
    }

    @Test
    void setsAsideAMessageThatBreaksARuleAndGoesOn() throws Exception {
        start();

        publish("m-1", "{\"destinations\":[]}");
        publish("m-2", "no json");
        publish("m-3", item("a").replace("/topic/bench", "/topic/assets"));
        publish("m-4", item("a"));
        publish("m-4", item("b"));
        publish(null, "");
        publish(null, item("c"));

        awaitPublished("a", "c");
        assertLetter("m-1", "{\"destinations\":[]}", "Item 0: 'destinations' must be an array of 1 to 50 addresses");
        assertLetter("m-2", "no json", "not well-formed JSON");
        assertLetter("m-3", "", "must be declared by a setting");
        assertLetter("m-4", item("b"), "'m-4' was used with another body before");
        assertLetter(null, "", "must have 1 to 1000 items");
        assertThat(letter()).isNull();
    }

    @Test
    void setsAsideAMessageThatIsTooLarge() throws Exception {
        start("tidings.ingest.max-request-size=1KB");

        publish("m-1", item("x".repeat(1024)));

        assertLetter("m-1", "", "The request body must have at most 1024B");
    }

    @Test
    void triesAgainUntilTheDatabaseIsBack(CapturedOutput output) throws Exception {
        start();
        publish(null, item("a"));
        awaitPublished("a");

        postgres.stopImmediate();
        try {
            publish("m-1", item("b"));
            publish("m-2", item("c"));
            await().atMost(DEADLINE).until(() -> output.getAll().contains("Could not publish a message, trying again"));
        } finally {
            postgres.start();
        }

        awaitPublished("a", "b", "c");
        assertThat(letter()).isNull();
    }

    @Test
    void setsAsideWhatTheDatabaseKeepsRefusing() throws Exception {
        start("tidings.ingest.retries=1", "tidings.ingest.retry-delay=10ms");
        publish(null, item("a"));
        awaitPublished("a");

        postgres.stopImmediate();
        try {
            publish("m-1", item("b"));
            assertLetter("m-1", item("b"), "Publishing failed 2 times");
        } finally {
            postgres.start();
        }
        awaitPublished("a");
        publish("m-2", item("c"));

        awaitPublished("a", "c");
    }

    @Test
    void keepsTheOrderWhenTheInstanceThatConsumesIsCutOff() throws Exception {
        start();
        start();
        String[] all = IntStream.range(0, 300).mapToObj(i -> "n" + i).toArray(String[]::new);

        for (int i = 0; i < all.length; i++) {
            publish("m-" + i, item(all[i]));
            if (i == 100 || i == 200) {
                closeConnections("tidings ingest");
            }
        }

        awaitPublished(all);
        awaitEmpty(IngestTopology.INGEST);
        assertThat(letter()).isNull();
    }

    @Test
    void hasOneInstanceConsumeUntilItIsGone() throws Exception {
        ConfigurableApplicationContext first = start();
        start();
        publish(null, item("a"));
        awaitPublished("a");
        awaitConsumers("false", "true");

        first.close();
        awaitConsumers("true");
        publish(null, item("b"));

        awaitPublished("a", "b");
    }

    @Test
    void sendsTransientUpdatesWithoutKeepingThem() throws Exception {
        int port = start().getEnvironment().getRequiredProperty("local.server.port", int.class);
        try (var alice =
                StompTestClient.connected(port, Api.on(port).as("alice").token())) {
            String position = alice.subscribe("1", topic.address()).header("position");

            publish(null, transientItem("u"));
            ServerFrame update = alice.expectMessage("1");
            publish(null, item("a"));
            ServerFrame entry = alice.expectMessage("1");

            assertThat(update.json().path("n").asString()).isEqualTo("u");
            assertThat(update.headers())
                    .containsEntry("transient", "true")
                    .containsEntry("after", position)
                    .doesNotContainKey("sequence");
            assertThat(entry.json().path("n").asString()).isEqualTo("a");
            assertThat(entry.headers()).containsEntry("sequence", "1").doesNotContainKey("transient");
        }
        awaitPublished("a");
        assertThat(letter()).isNull();
    }

    @Test
    void goesOnAfterRabbitMqWasRestarted() throws Exception {
        start();
        publish(null, item("a"));
        awaitPublished("a");

        rabbitMq.stop();
        rabbitMq.start();
        connection = connection(rabbitMq.ingest());
        publisher = connection.createChannel();
        publisher.confirmSelect();
        publish(null, item("b"));

        awaitPublished("a", "b");
    }

    private ConfigurableApplicationContext start(String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + database,
                "--spring.datasource.hikari.connection-timeout=500",
                "--tidings.storage.location=" + storage,
                "--tidings.broker.mode=rabbitmq",
                "--tidings.security.let-anybody-sign-in=true",
                "--tidings.broker.rabbitmq.addresses=" + rabbitMq.host() + ":" + rabbitMq.amqpPort(),
                "--tidings.broker.rabbitmq.virtual-host=" + rabbitMq.virtualHost(),
                "--tidings.destinations.bench.read=authenticated"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        var instance = new SpringApplicationBuilder(TidingsApplication.class)
                .properties("tidings.ingest.retry-delay=200ms", "tidings.ingest.retries=10")
                .run(arguments.toArray(String[]::new));
        instances.add(instance);
        return instance;
    }

    private static Connection connection(Credentials credentials) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(rabbitMq.host());
        factory.setPort(rabbitMq.amqpPort());
        factory.setVirtualHost(rabbitMq.virtualHost());
        factory.setUsername(credentials.user());
        factory.setPassword(credentials.password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** Ends the connections of this name, whatever is on its way on them. */
    private static void closeConnections(String name) {
        for (List<String> row : rabbitMq.amqpConnections("pid", "client_properties")) {
            if (row.get(1).contains(name)) {
                rabbitMq.ctl("close_connection", row.getFirst(), "cut off by the test");
            }
        }
    }

    private void publish(@Nullable String messageId, String body) throws Exception {
        publisher.basicPublish(
                IngestTopology.INGEST,
                IngestTopology.INGEST,
                new BasicProperties.Builder()
                        .messageId(messageId)
                        .deliveryMode(2)
                        .build(),
                utf8(body));
        publisher.waitForConfirmsOrDie(DEADLINE.toMillis());
    }

    private String item(String n) {
        return "{\"destinations\":[\"%s\"],\"change\":{\"type\":\"test\",\"n\":\"%s\"}}".formatted(topic, n);
    }

    private String transientItem(String n) {
        return item(n).replaceFirst("}$", ",\"transient\":true}");
    }

    private void awaitPublished(String... expected) {
        ChangeLog log = instances.getLast().getBean(ChangeLog.class);
        await().atMost(DEADLINE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(log.read(topic, 0, 1_000))
                        .extracting(ChangeLogEntry::body)
                        .extracting(body ->
                                JsonMapper.shared().readTree(body).path("n").asString())
                        .containsExactly(expected));
    }

    /** Waits until the queue has these consumers, each told by whether it is the active one. */
    private static void awaitConsumers(String... active) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(rabbitMq.consumers("queue_name", "active"))
                        .filteredOn(row -> row.getFirst().equals(IngestTopology.INGEST))
                        .extracting(List::getLast)
                        .containsExactlyInAnyOrder(active));
    }

    private static void awaitEmpty(String queue) {
        await().atMost(DEADLINE).until(() -> rabbitMq.queues("name", "messages").contains(List.of(queue, "0")));
    }

    private static void assertLetter(@Nullable String messageId, String body, String reason) throws Exception {
        GetResponse letter = await().atMost(DEADLINE).until(AmqpIngestIntegrationTests::letter, got -> got != null);

        assertThat(letter.getProps().getMessageId()).isEqualTo(messageId);
        assertThat(new String(letter.getBody(), StandardCharsets.UTF_8)).contains(body);
        assertThat(String.valueOf(letter.getProps().getHeaders().get(DeadLetters.REASON)))
                .contains(reason);
    }

    private static @Nullable GetResponse letter() throws Exception {
        try (Connection reader = connection(rabbitMq.instance())) {
            return reader.createChannel().basicGet(IngestTopology.DEAD, true);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
