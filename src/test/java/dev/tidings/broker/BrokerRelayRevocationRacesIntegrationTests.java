package dev.tidings.broker;

import dev.tidings.support.Instance;
import dev.tidings.support.InstanceProcess;
import java.nio.file.Path;

/** Revocations in mode {@code stomp-relay}, a fifth of {@code tidings.revocations}. */
class BrokerRelayRevocationRacesIntegrationTests extends RevocationRacesContract {

    @Override
    int revocations() {
        return Integer.getInteger("tidings.revocations", 500) / 5;
    }

    @Override
    Instance startNear(Path storage, String database) {
        return Instance.behindRelay(storage, database, rabbitMq);
    }

    @Override
    InstanceProcess startFar(Path storage, String database) {
        return InstanceProcess.behindRelay(storage, database, rabbitMq);
    }

    @Override
    boolean mayBringWhatWasUnderWay() {
        return true;
    }
}
