package dev.tidings.stomp;

import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same as {@link EmbeddedStompIntegrationTests}, on PostgreSQL. */
class EmbeddedOnPostgresStompIntegrationTests extends FanOutStompContract {

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private @Nullable Instance instance;

    @BeforeAll
    void start() {
        instance = Instance.own("--spring.datasource.url=" + postgres.newDatabase());
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
