package dev.tidings.changelog;

import static org.awaitility.Awaitility.await;

import dev.tidings.support.Postgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the change log promises, on PostgreSQL. */
class PostgresChangeLogIntegrationTests extends ChangeLogContract {

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Override
    LogInstance start() {
        return LogInstance.onPostgres(postgres.newDatabase());
    }

    @Test
    void numbersABacklogQuicklyAlthoughTheStatisticsKnowAnEmptyIntake() {
        var sequencer = instance.bean(ChangeSequencer.class);
        sequencer.stop();
        fillIntake();
        instance.jdbc()
                .sql("delete from change_intake where id < (select max(id) from change_intake)")
                .update();
        instance.jdbc().sql("vacuum analyze change_intake").update();
        fillIntake();

        sequencer.start();

        await().atMost(Duration.ofSeconds(10)).until(() -> instance.count("change_intake") == 0);
    }

    private void fillIntake() {
        instance.jdbc()
                .sql("insert into change_intake (routing_key, change_id, body, created_at)"
                        + " select 'assets.backlog-' || mod(n, 9999), 'c' || n, repeat('x', 300), now()"
                        + " from generate_series(1, 20000) n")
                .update();
    }
}
