package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.support.Postgres;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
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

    @Test
    void goesOnAlthoughAnInstanceIsFrozenInTheMidstOfNumbering() {
        var topic = new Topic("assets", "frozen");

        // Nothing more comes from the thread that has the transaction, as if its process were frozen.
        assertThatException()
                .isThrownBy(() -> instance.inTransaction(() -> {
                    instance.bean(EntryNumbering.class).prepare();
                    instance.jdbc()
                            .sql("select epoch from change_epoch for update")
                            .query(String.class)
                            .single();
                    Thread.ofVirtual().start(() -> instance.commit("a", topic));
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> !instance.entries(topic).isEmpty());
                }))
                .isNotInstanceOf(ConditionTimeoutException.class);
    }

    private void fillIntake() {
        instance.jdbc()
                .sql("insert into change_intake (routing_key, change_id, body, created_at)"
                        + " select 'assets.backlog-' || mod(n, 9999), 'c' || n, repeat('x', 300), now()"
                        + " from generate_series(1, 20000) n")
                .update();
    }
}
