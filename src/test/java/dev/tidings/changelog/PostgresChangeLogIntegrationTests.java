package dev.tidings.changelog;

import dev.tidings.support.Postgres;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the change log promises, on PostgreSQL. */
class PostgresChangeLogIntegrationTests extends ChangeLogContract {

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Override
    LogInstance start() {
        return LogInstance.onPostgres(postgres.newDatabase());
    }
}
