package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.NumberedEntries;
import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.Passage;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Writers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for an instance that has several addresses of RabbitMQ. */
@Tag(RabbitMq.TAG)
class RabbitMqAddressesIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 50;

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Test
    void goesOnOverAnotherAddressWithoutLossWhenItsOwnDies(@TempDir Path storage) {
        String database = postgres.newDatabase();
        Topic topic = new Topic("notes", UUID.randomUUID().toString());
        try (var first = new Passage(rabbitMq.host(), rabbitMq.amqpPort());
                var second = new Passage(rabbitMq.host(), rabbitMq.amqpPort());
                Instance moving = Instance.onRabbitMq(
                        storage,
                        database,
                        rabbitMq,
                        "--tidings.broker.rabbitmq.addresses=%s,%s".formatted(first.address(), second.address()));
                Instance staying = Instance.onRabbitMq(storage, database, rabbitMq);
                var auditor = new Auditor(
                        number -> StompTestClient.connected(moving.port(), moving.token("alice")),
                        List.of(topic),
                        Promise.STAYS);
                var writers = new Writers(List.of(moving, staying), List.of(topic), Duration.ofMillis(20))) {
            auditor.awaitSubscribed();
            Auditor.awaitMore(List.of(auditor), MANY, LIMIT);
            Passage dying = first.connections() > 0 ? first : second;
            Passage other = dying.equals(first) ? second : first;
            int before = other.connections();
            int ended = dying.connections();
            assertThat(ended)
                    .as("connections, and %d at the other address", before)
                    .isPositive();

            dying.close();

            await().atMost(LIMIT).until(() -> other.connections() >= before + ended);
            moving.awaitConsuming(LIMIT);
            long last = moving.bean(NumberedEntries.class).lastId();
            await().atMost(LIMIT).until(() -> moving.bean(NumberedEntries.class).publishedId() >= last);
            Auditor.awaitMore(List.of(auditor), MANY, LIMIT);
            Auditor.assertExact(List.of(auditor), writers.assertLogged(moving), LIMIT);
        }
    }
}
