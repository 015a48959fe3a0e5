package dev.tidings.stomp;

import dev.tidings.support.Instance;
import java.nio.file.Path;
import java.util.Set;

/** Tests for bad input with the fan-out engine on RabbitMQ. */
class RabbitMqHostileIntegrationTests extends BrokerHostileContract {

    @Override
    Instance started(Path storage, String database) {
        return Instance.onRabbitMq(storage, database, rabbitMq);
    }

    @Override
    String publisher() {
        return rabbitMq.instance().user();
    }

    @Override
    Set<String> headersOfServers() {
        return Set.of("epoch", "sequence", "after", "key", "announced", "part", "rights", "messages", "CC");
    }

    @Override
    boolean hasQueuesForSubscriptions() {
        return false;
    }
}
