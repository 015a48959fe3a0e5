package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tests for two instances with RabbitMQ behind the broker relay. */
@Tag(RabbitMq.TAG)
class BrokerRelayFanOutIntegrationTests extends TwoInstancesContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    Instance start(Path storage, String database) {
        return Instance.behindRelay(storage, database, rabbitMq);
    }

    @Override
    Promise promise() {
        return Promise.MAY_REPEAT;
    }

    @Test
    void clientsLearnThatRabbitMqIsGoneAndCatchUpAfterwards() {
        Topic topic = topic();
        Instance instance = instance(1);
        var received = new ArrayList<String>();
        Position reached;
        try (var client = StompTestClient.connected(instance.port(), instance.token("alice"))) {
            reached = Position.parse(client.subscribe("s", topic.address()).header("position"));
            instance(0).announce("before", topic);
            ServerFrame message = client.expectMessage("s");
            received.add(message.json().path("resource").path("id").asString());
            reached = new Position(message.header("epoch"), Long.parseLong(message.header("sequence")));

            rabbitMq.stop();

            assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
            client.expectClose(1011);
        }
        try (var client = StompTestClient.open(instance.port())) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n"
                    .formatted(instance.token("alice")));
            assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
            client.expectClose(1011);
        }
        List<String> missed =
                IntStream.range(0, 50).mapToObj(i -> "missed-" + i).toList();
        missed.forEach(id -> instance(id.length()).announce(id, topic));

        rabbitMq.start();
        instances().forEach(one -> one.awaitBroker(LIMIT));

        try (var client = StompTestClient.connected(instance.port(), instance.token("alice"))) {
            ServerFrame receipt = client.subscribe("s", topic.address(), "since:" + escaped(reached));
            assertThat(receipt.header("reset")).isEqualTo("use-changes");
            reached = catchUp(instance, topic, reached, received);
            assertThat(reached.sequence())
                    .isGreaterThanOrEqualTo(
                            Position.parse(receipt.header("position")).sequence());
            instance(0).announce("after", topic);
            while (!received.contains("after")) {
                ServerFrame message = client.expectMessage("s");
                long sequence = Long.parseLong(message.header("sequence"));
                if (sequence > reached.sequence()) {
                    assertThat(sequence).isEqualTo(reached.sequence() + 1);
                    reached = new Position(reached.epoch(), sequence);
                    received.add(message.json().path("resource").path("id").asString());
                }
            }
        }
        var expected = new ArrayList<String>(List.of("before"));
        expected.addAll(missed);
        expected.add("after");
        assertThat(received).isEqualTo(expected);
    }

    private static Position catchUp(Instance instance, Topic topic, Position from, Collection<String> received) {
        JsonNode stream = instance.api()
                .as("alice")
                .get("/api/changes?from=" + URLEncoder.encode(topic.address() + "@" + from, StandardCharsets.UTF_8))
                .json()
                .path("streams")
                .path(0);
        stream.path("changes")
                .forEach(entry -> received.add(
                        entry.path("change").path("resource").path("id").asString()));
        return Position.parse(stream.path("position").asString());
    }

    private static String escaped(Position position) {
        return position.epoch() + "\\c" + position.sequence();
    }
}
