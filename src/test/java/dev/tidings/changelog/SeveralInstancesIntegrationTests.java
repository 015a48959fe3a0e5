package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.TidingsApplication;
import dev.tidings.destination.Topic;
import dev.tidings.support.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What two instances on one PostgreSQL promise together: the lease, the commit signal and the epoch. */
class SeveralInstancesIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final Topic topic = new Topic("assets", "shared");
    private String url;
    private LogInstance holder;
    private LogInstance other;

    @BeforeEach
    void start() {
        url = postgres.newDatabase();
        holder = LogInstance.onPostgres(url, "tidings.changelog.publication-timeout=1s");
        await().atMost(LIMIT).until(() -> holder.bean(PublicationLease.class).isHeld());
        other = LogInstance.onPostgres(url);
    }

    @AfterEach
    void close() {
        holder.close();
        other.close();
    }

    @Test
    void publishOnOneOfThem() {
        for (int i = 0; i < 20; i++) {
            (i % 2 == 0 ? holder : other).commit("c" + i, topic);
        }
        holder.awaitPublished();

        assertThat(holder.engine().sequences(topic.sendAddress()))
                .containsExactlyElementsOf(ChangeLogContract.upTo(20));
        assertThat(other.engine().sent()).isEmpty();
    }

    @Test
    void numberChangesOfAllWithoutGaps() {
        var threads = Stream.of(holder, other)
                .map(instance -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 50; i++) {
                        instance.commit("c" + i, topic);
                    }
                }))
                .toList();
        await().atMost(LIMIT).until(() -> threads.stream().noneMatch(Thread::isAlive));
        holder.awaitPublished();

        assertThat(other.entries(topic))
                .extracting(entry -> entry.position().sequence())
                .containsExactlyElementsOf(ChangeLogContract.upTo(100));
    }

    @Test
    void takeTheLeaseOverWhenTheSessionOfItsHolderEnds() {
        holder.commit("before", topic);
        holder.awaitPublished();
        holder.engine().behave(message -> {});
        holder.commit("under way", topic);

        await().atMost(LIMIT).until(() -> {
            if (holder.bean(PublicationLease.class).isHeld()) {
                terminate("pid in (select pid from pg_locks where locktype = 'advisory' and granted)");
            }
            return other.bean(PublicationLease.class).isHeld();
        });
        other.commit("after", topic);
        other.awaitPublished();

        assertThat(other.engine().sequences(topic.sendAddress())).endsWith(2L, 3L);
    }

    @Test
    void takeTheLeaseOverWhenItsHolderGetsNoOutcome() {
        holder.engine().behave(message -> {});

        other.commit("stalled", topic);
        other.awaitPublished();

        assertThat(holder.engine().sent()).isNotEmpty();
        assertThat(other.engine().sequences(topic.sendAddress())).containsExactly(1L);
    }

    @Test
    void takeTheLeaseOverWhenItsHolderIsStopped() {
        holder.close();

        other.commit("after", topic);
        other.awaitPublished();

        assertThat(other.engine().sequences(topic.sendAddress())).containsExactly(1L);
    }

    @Test
    void tellEachOtherOfCommitsWellBeforeTheyWouldLook() throws InterruptedException {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            var told = new CountDownLatch(1);
            holder.bean(CommitSignal.class).onCommit(told::countDown);
            long start = System.nanoTime();
            other.commit("c" + i, topic);
            assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }

        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void tellEachOtherAgainAfterTheSignalWasStoppedAndStarted() throws InterruptedException {
        for (LogInstance instance : List.of(holder, other)) {
            var signal = instance.bean(PostgresCommitSignal.class);
            signal.stop();
            signal.start();
        }
        terminate("application_name in ('tidings notify', 'tidings listen')");
        await().atMost(LIMIT)
                .until(() -> holder.jdbc()
                                .sql("select count(*) from pg_stat_activity where application_name = 'tidings listen'"
                                        + " and datname = current_database() and query = 'listen tidings_commit'")
                                .query(Long.class)
                                .single()
                        == 2);
        var told = new CountDownLatch(1);
        holder.bean(CommitSignal.class).onCommit(told::countDown);

        other.commit("c", topic);

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void findWhatIsNewByThemselvesWhenNoSignalArrives() {
        holder.bean(PostgresCommitSignal.class).stop();
        other.bean(PostgresCommitSignal.class).stop();

        other.commit("unheard", topic);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !holder.engine().sequences(topic.sendAddress()).isEmpty());
    }

    @Test
    void numberWhatADeadInstanceLeftBehind() {
        other.bean(ChangeSequencer.class).stop();

        other.commit("left behind", topic);
        holder.awaitPublished();

        assertThat(holder.engine().sequences(topic.sendAddress())).containsExactly(1L);
    }

    @Test
    void seeTheEpochThatTheCommandRenewedWhileTheyRun() {
        String before = holder.log().head(topic).epoch();

        TidingsApplication.main(
                new String[] {"renew-epoch", "--spring.datasource.url=" + url, "--spring.datasource.username=postgres"
                });

        assertThat(other.log().head(topic).epoch())
                .isNotEqualTo(before)
                .isEqualTo(holder.log().head(topic).epoch());
    }

    @Test
    void renewTheEpochWhenTheLeaseIsTakenOnAnotherDatabase() {
        String before = other.log().head(topic).epoch();
        other.jdbc()
                .sql("update change_epoch set database_identity = 'before the restore'")
                .update();

        terminate("application_name = 'tidings lease'");

        await().atMost(LIMIT).until(() -> !other.log().head(topic).epoch().equals(before));
    }

    @Test
    void mayTellTheIdentityOfTheDatabaseToARoleWithoutPrivileges() throws SQLException {
        holder.jdbc().sql("drop role if exists plain").update();
        holder.jdbc().sql("create role plain login").update();
        var source = new DriverManagerDataSource(url.replaceAll("user=\\w+", "user=plain"));

        String identity =
                DatabaseKind.POSTGRESQL.identity(JdbcClient.create(source)).get();

        assertThat(identity)
                .matches("\\d+/0000000[0-9A-F]")
                .isEqualTo(holder.jdbc()
                        .sql("select database_identity from change_epoch")
                        .query(String.class)
                        .single());
    }

    private void terminate(String condition) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid() and " + condition);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
