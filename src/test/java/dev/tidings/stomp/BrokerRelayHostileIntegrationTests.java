package dev.tidings.stomp;

import dev.tidings.support.Instance;
import java.nio.file.Path;
import java.util.Set;

/** Tests for bad input with RabbitMQ behind the broker relay. */
class BrokerRelayHostileIntegrationTests extends BrokerHostileContract {

    @Override
    Instance started(Path storage, String database) {
        return Instance.behindRelay(storage, database, rabbitMq);
    }

    @Override
    String publisher() {
        return rabbitMq.publisher().user();
    }

    @Override
    Set<String> headersOfServers() {
        return Set.of("epoch", "sequence", "after", "rights", "content-length", "x-stomp");
    }

    @Override
    boolean hasQueuesForSubscriptions() {
        return true;
    }
}
