package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the wire with RabbitMQ behind the broker relay. */
@Tag(RabbitMq.TAG)
class BrokerRelayStompIntegrationTests extends StompContract {

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private @Nullable Instance instance;

    @BeforeAll
    void start(@TempDir Path storage) {
        instance = Instance.behindRelay(storage, postgres.newDatabase(), rabbitMq);
    }

    @Override
    Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("The instance is not started");
        }
        return instance;
    }

    @Test
    void tellsAClientThatIsBehindToUseChanges() {
        Topic topic = new Topic("notes", UUID.randomUUID().toString());
        instance().announce("before", topic);
        try (var client =
                StompTestClient.connected(instance().port(), instance().token("alice"))) {
            Position head =
                    Position.parse(client.subscribe("s1", topic.address()).header("position"));

            ServerFrame behind = client.subscribe("s2", topic.address(), "since:" + head.epoch() + "\\c0");
            ServerFrame upToDate = client.subscribe("s3", topic.address(), "since:" + head.epoch() + "\\c1");

            assertThat(behind.header("reset")).isEqualTo("use-changes");
            assertThat(behind.header("position")).isEqualTo(head.toString());
            assertThat(upToDate.headers()).doesNotContainKey("reset");
        }
    }

    @AfterAll
    void stop() {
        instance().close();
    }
}
