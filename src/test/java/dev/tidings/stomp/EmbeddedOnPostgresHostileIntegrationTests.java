package dev.tidings.stomp;

import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same as {@link EmbeddedHostileIntegrationTests}, on PostgreSQL. */
class EmbeddedOnPostgresHostileIntegrationTests extends BrokerlessHostileContract {

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final Instance instance = Instance.own("--spring.datasource.url=" + postgres.newDatabase());

    @Override
    Instance instance() {
        return instance;
    }

    @AfterAll
    void stop() {
        instance.close();
    }
}
