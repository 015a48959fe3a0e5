package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tidings.support.RabbitMq.Credentials;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link RabbitMq} and for the permissions in {@code rabbitmq/definitions.json}. */
@Tag(RabbitMq.TAG)
class RabbitMqIntegrationTests {

    private static final String EXCHANGE = "tidings.changes";

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    private final String id = UUID.randomUUID().toString();

    @Test
    void readerGetsWhatThePublisherSendsOverStomp() throws IOException {
        assertDelivers();
    }

    @Test
    void readerGetsWhatThePublisherSendsOverAmqp() throws Exception {
        try (var reader = connected(rabbitMq.reader());
                Connection publisher = amqp(rabbitMq.publisher())) {
            subscribe(reader, "user.al=40example.jobs");

            publish(publisher, "user.al=40example.jobs");

            assertThat(reader.read()).startsWith("MESSAGE").endsWith("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "*.*",
                "assets.#",
                "assets.*",
                "*.42",
                "user.#",
                "user.*.jobs",
                "user.alice.*",
                "user.alice.#",
                "assets",
                "assets.42.more",
                "user.a*.jobs",
                "%23",
                "assets.%2A",
                "user.%23"
            })
    void readerCannotSubscribeToMoreThanOneDestination(String routingKey) throws IOException {
        try (var reader = connected(rabbitMq.reader())) {
            reader.send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:/exchange/tidings.changes/" + routingKey + "\n\n");

            assertThat(reader.read()).startsWith("ERROR").contains("access_refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/assets.42",
                "/queue/mine",
                "/temp-queue/mine",
                "/amq/queue/stomp-subscription-other",
                "/exchange/amq.topic/assets.42",
                "/exchange/amq.rabbitmq.log/#"
            })
    void readerCannotSubscribeElsewhere(String destination) throws IOException {
        try (var reader = connected(rabbitMq.reader())) {
            reader.send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:" + destination + "\n\n");

            assertThat(reader.read()).startsWith("ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exchange/tidings.changes/assets.42",
                "/exchange/amq.topic/assets.42",
                "/topic/assets.42",
                "/queue/mine",
                "/amq/queue/stomp-subscription-other"
            })
    void readerCannotSend(String destination) throws IOException {
        try (var reader = connected(rabbitMq.reader())) {
            reader.send(sendTo(destination));

            assertThat(reader.read()).startsWith("ERROR");
        }
    }

    @Test
    void publisherCannotSubscribe() throws IOException {
        try (var publisher = connected(rabbitMq.publisher())) {
            publisher.send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:/exchange/tidings.changes/assets.42\n\n");

            assertThat(publisher.read()).startsWith("ERROR").contains("access_refused");
        }
    }

    @Test
    void publisherCannotSendWhereNoDestinationIs() throws Exception {
        try (Connection publisher = amqp(rabbitMq.publisher())) {
            assertRefused(() -> {
                publish(publisher, "assets.#");
                return null;
            });
        }
    }

    @Test
    void publisherCannotDeclareQueuesOrExchanges() throws Exception {
        try (Connection publisher = amqp(rabbitMq.publisher())) {
            assertRefused(() -> publisher.createChannel().queueDeclare());
            assertRefused(() -> publisher.createChannel().queueDeclare("tidings.instance.x", false, true, true, null));
            assertRefused(() -> publisher.createChannel().exchangeDeclare("tidings.other", "topic"));
            assertRefused(() -> publisher.createChannel().exchangeDelete(EXCHANGE));
        }
    }

    @Test
    void instanceGetsEverythingInAQueueOfItsOwn() throws Exception {
        try (Connection instance = amqp(rabbitMq.instance());
                Connection publisher = amqp(rabbitMq.publisher())) {
            var channel = instance.createChannel();
            String queue = "tidings.instance." + id;
            channel.queueDeclare(queue, false, true, true, null);
            channel.queueBind(queue, EXCHANGE, "#");

            publish(publisher, "assets." + id);

            GetResponse response = await().until(() -> channel.basicGet(queue, true), got -> got != null);
            assertThat(response.getEnvelope().getRoutingKey()).isEqualTo("assets." + id);
            assertThat(rabbitMq.bindings("destination_name", "routing_key")).contains(List.of(queue, "#"));
        }
    }

    @Test
    void instancePublishesToDestinationsOnly() throws Exception {
        try (Connection instance = amqp(rabbitMq.instance())) {
            publish(instance, "assets.42");

            assertRefused(() -> {
                publish(instance, "assets.42.more");
                return null;
            });
        }
    }

    @Test
    void whoeverPublishesFromOutsideCanDoNothingElse() throws Exception {
        try (Connection outside = amqp(rabbitMq.ingest())) {
            publish(outside, "tidings.ingest", "nobody-is-bound-to-this");

            assertRefused(() -> {
                publish(outside, "assets.42");
                return null;
            });
            assertRefused(() -> {
                publish(outside, "tidings.ingest.dead", "");
                return null;
            });
            assertRefused(() -> {
                publish(outside, "", "tidings.ingest");
                return null;
            });
            assertRefused(() -> outside.createChannel().basicGet("tidings.ingest", true));
            assertRefused(() -> outside.createChannel().basicGet("tidings.ingest.dead", true));
            assertRefused(() -> outside.createChannel().queueDeclare());
            assertRefused(() -> outside.createChannel().queuePurge("tidings.ingest"));
        }
    }

    @Test
    void guestIsUnknown() throws IOException {
        try (var stomp = StompSocket.connect(rabbitMq, new Credentials("guest", "guest"))) {
            assertThat(stomp.read()).startsWith("ERROR");
        }
        assertThatThrownBy(() -> amqp(new Credentials("guest", "guest"))).isInstanceOf(IOException.class);
    }

    @Test
    void isListedByRabbitmqctl() throws IOException {
        try (var reader = connected(rabbitMq.reader())) {
            subscribe(reader, "assets." + id);

            assertThat(rabbitMq.bindings("source_name", "routing_key")).contains(List.of(EXCHANGE, "assets." + id));
            assertThat(rabbitMq.queues("name")).anyMatch(row -> row.getFirst().startsWith("stomp-subscription-"));
            assertThat(rabbitMq.channels("user")).contains(List.of("tidings-reader"));
        }
    }

    @Test
    void keepsItsPortsWhenItIsStoppedAndStartedAgain() throws IOException {
        int stompPort = rabbitMq.stompPort();

        rabbitMq.stop();
        assertThatThrownBy(() -> connected(rabbitMq.reader())).isInstanceOf(IOException.class);
        rabbitMq.start();

        assertThat(rabbitMq.stompPort()).isEqualTo(stompPort);
        assertDelivers();
    }

    @Test
    void comesBackAfterItWasKilled() throws IOException {
        rabbitMq.kill();
        rabbitMq.start();

        assertDelivers();
    }

    @Test
    void keepsConnectionsOpenAndSilentWhilePaused() throws IOException {
        try (var reader = connected(rabbitMq.reader())) {
            rabbitMq.pause();
            reader.send("UNSUBSCRIBE\nid:none\nreceipt:late\n\n");
            assertThatThrownBy(() -> reader.read(Duration.ofMillis(500))).isInstanceOf(SocketTimeoutException.class);
            rabbitMq.resume();

            assertThat(reader.read()).isNotEmpty();
        }
    }

    private void assertDelivers() throws IOException {
        try (var reader = connected(rabbitMq.reader());
                var publisher = connected(rabbitMq.publisher())) {
            subscribe(reader, "assets." + id);

            publisher.send(sendTo("/exchange/tidings.changes/assets." + id));

            assertThat(publisher.read()).startsWith("RECEIPT");
            assertThat(reader.read()).startsWith("MESSAGE").endsWith("hello");
        }
    }

    private static StompSocket connected(Credentials credentials) throws IOException {
        StompSocket stomp = StompSocket.connect(rabbitMq, credentials);
        assertThat(stomp.read()).startsWith("CONNECTED");
        return stomp;
    }

    private static void subscribe(StompSocket stomp, String routingKey) throws IOException {
        stomp.send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:/exchange/tidings.changes/" + routingKey + "\n\n");
        assertThat(stomp.read()).startsWith("RECEIPT");
    }

    private static String sendTo(String destination) {
        return "SEND\nreceipt:s\ncontent-type:text/plain\ndestination:" + destination + "\n\nhello";
    }

    private static Connection amqp(Credentials credentials) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(rabbitMq.host());
        factory.setPort(rabbitMq.amqpPort());
        factory.setVirtualHost(rabbitMq.virtualHost());
        factory.setUsername(credentials.user());
        factory.setPassword(credentials.password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static void publish(Connection connection, String routingKey) throws Exception {
        publish(connection, EXCHANGE, routingKey);
    }

    private static void publish(Connection connection, String exchange, String routingKey) throws Exception {
        var channel = connection.createChannel();
        channel.confirmSelect();
        channel.basicPublish(exchange, routingKey, new BasicProperties(), "hello".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    private static void assertRefused(Callable<?> action) {
        assertThatThrownBy(action::call)
                .satisfiesAnyOf(
                        ex -> assertThat(ex)
                                .isInstanceOf(ShutdownSignalException.class)
                                .hasMessageContaining("ACCESS_REFUSED"),
                        ex -> assertThat(ex)
                                .hasRootCauseInstanceOf(ShutdownSignalException.class)
                                .rootCause()
                                .hasMessageContaining("ACCESS_REFUSED"));
    }
}
