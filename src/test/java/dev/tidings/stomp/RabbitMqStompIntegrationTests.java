package dev.tidings.stomp;

import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the wire with the fan-out engine on RabbitMQ. */
@Tag(RabbitMq.TAG)
class RabbitMqStompIntegrationTests extends FanOutStompContract {

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private @Nullable Instance instance;

    @BeforeAll
    void start(@TempDir Path storage) {
        instance = Instance.onRabbitMq(storage, postgres.newDatabase(), rabbitMq);
    }

    @Override
    Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("The instance is not started");
        }
        return instance;
    }

    @AfterAll
    void stop() {
        instance().close();
    }
}
