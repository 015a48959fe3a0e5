package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.support.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What is left when PostgreSQL ends as in a crash while changes are written. */
class KilledPostgresIntegrationTests {

    private static final int WRITERS = 4;

    @RegisterExtension
    static final Postgres postgres = Postgres.own();

    private final Topic topic = new Topic("assets", "crashed");
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    /** Of these nobody knows whether they were committed. */
    private final Queue<Exception> failed = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void hasEveryAcknowledgedChangeWithoutGapsAndGoesOnByItself() throws InterruptedException {
        try (var instance = LogInstance.onPostgres(
                        postgres.newDatabase(), "spring.datasource.hikari.connection-timeout=1000");
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.execute(() -> write(instance, writer));
            }
            awaitAcknowledged(200);

            postgres.stopImmediate();
            int before = acknowledged.size();
            postgres.start();
            awaitAcknowledged(before + 200);
            done.set(true);
            writers.shutdown();
            assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            instance.awaitPublished();

            assertThat(failed).isNotEmpty();
            List<ChangeLogEntry> entries = instance.entries(topic);
            List<Long> all = ChangeLogContract.upTo(entries.size());
            assertThat(entries).extracting(entry -> entry.position().sequence()).containsExactlyElementsOf(all);
            assertThat(entries)
                    .extracting(entry -> FollowedWriters.id(entry.body()))
                    .doesNotHaveDuplicates()
                    .containsAll(acknowledged);
            assertThat(firstTimes(instance.engine().sequences(topic.sendAddress())))
                    .containsExactlyElementsOf(all);
            assertThat(entries.stream().map(entry -> entry.position().epoch()).distinct())
                    .hasSize(1);
        } finally {
            done.set(true);
        }
    }

    private void write(LogInstance instance, int writer) {
        for (int i = 0; !done.get(); i++) {
            String id = writer + "-" + i;
            try {
                instance.commit(id, topic);
                acknowledged.add(id);
            } catch (DataAccessException | TransactionException ex) {
                failed.add(ex);
            }
        }
    }

    private void awaitAcknowledged(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= count);
    }

    private static List<Long> firstTimes(List<Long> sequences) {
        return new ArrayList<>(new LinkedHashSet<>(sequences));
    }
}
