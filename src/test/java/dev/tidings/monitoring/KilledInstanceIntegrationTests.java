package dev.tidings.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.InstanceProcess;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of a cluster are those of its living instances, with the settings that one has without any. */
@Tag(RabbitMq.TAG)
class KilledInstanceIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Test
    void takesItsSessionsAlong(@TempDir Path storage) {
        String database = postgres.newDatabase();
        try (var killed = InstanceProcess.onRabbitMq(storage, database, rabbitMq);
                Instance other = Instance.onRabbitMq(storage, database, rabbitMq);
                var ofKilled = StompTestClient.connected(killed.port(), other.token("alice"));
                var ofOther = StompTestClient.connected(other.port(), other.token("alice"))) {
            ofKilled.subscribe("jobs", "/user/queue/jobs");
            ofOther.subscribe("threads", "/user/queue/threads");
            Api alice = Api.on(other.port()).as("alice");
            awaitStats(alice, 2, 2);

            killed.kill();

            awaitStats(alice, 1, 1);
        }
    }

    private static void awaitStats(Api reader, int sessions, int rooms) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(reader.get("/api/v1/ws/stats").text())
                        .isEqualTo("{\"total_connections\":%d,\"user_connections\":%d,\"active_rooms\":%d}"
                                .formatted(sessions, sessions, rooms)));
    }
}
