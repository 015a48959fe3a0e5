package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Writers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for two instances whose PostgreSQL crashes under load and comes back. */
@Tag(RabbitMq.TAG)
class PostgresFaultsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 50;

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.own();

    @Test
    void clientsStayAndGetEverythingWhenPostgresRestarts(@TempDir Path storage) {
        String database = postgres.newDatabase();
        List<Topic> topics = IntStream.range(0, 3)
                .mapToObj(i -> new Topic("notes", UUID.randomUUID().toString()))
                .toList();
        var clients = new ArrayList<Auditor>();
        try (Instance one = Instance.onRabbitMq(storage, database, rabbitMq);
                Instance other = Instance.onRabbitMq(storage, database, rabbitMq)) {
            try (var writers = new Writers(List.of(one, other), topics, Duration.ofMillis(20))) {
                for (int i = 0; i < 8; i++) {
                    Instance instance = i % 2 == 0 ? one : other;
                    clients.add(new Auditor(
                            session -> StompTestClient.connected(instance.port(), instance.token("alice")),
                            List.of(topics.get(i % 3), topics.get((i + 1) % 3)),
                            Promise.STAYS));
                }
                clients.forEach(Auditor::awaitSubscribed);
                Auditor.awaitMore(clients, MANY, LIMIT);

                postgres.stopImmediate();
                postgres.start();

                Auditor.awaitMore(clients, MANY, LIMIT);
                Auditor.assertExact(clients, writers.assertLogged(one), LIMIT);
                assertThat(writers.failures())
                        .as("transactions that the restart ended")
                        .isNotEmpty();
            } finally {
                clients.forEach(Auditor::close);
            }
        }
    }
}
