package dev.tidings.broker;

import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.RabbitMq;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Tests for two instances with the fan-out engine on RabbitMQ. */
@Tag(RabbitMq.TAG)
class RabbitMqFanOutIntegrationTests extends TwoInstancesContract {

    @Override
    Instance start(Path storage, String database) {
        return Instance.onRabbitMq(storage, database, rabbitMq);
    }

    @Override
    Promise promise() {
        return Promise.STAYS;
    }
}
