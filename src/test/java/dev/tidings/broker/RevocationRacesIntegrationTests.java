package dev.tidings.broker;

import dev.tidings.support.Instance;
import dev.tidings.support.InstanceProcess;
import java.nio.file.Path;

/** Revocations in mode {@code rabbitmq}, {@code tidings.revocations} of them. */
class RevocationRacesIntegrationTests extends RevocationRacesContract {

    @Override
    int revocations() {
        return Integer.getInteger("tidings.revocations", 500);
    }

    @Override
    Instance startNear(Path storage, String database) {
        return Instance.onRabbitMq(storage, database, rabbitMq);
    }

    @Override
    InstanceProcess startFar(Path storage, String database) {
        return InstanceProcess.onRabbitMq(storage, database, rabbitMq);
    }

    @Override
    boolean mayBringWhatWasUnderWay() {
        return false;
    }
}
