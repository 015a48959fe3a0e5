package dev.tidings.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Postgres;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests for {@link JdbcInstances} on both databases. */
class JdbcInstancesIntegrationTests {

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private static final InstanceProperties PROPERTIES =
            new InstanceProperties(Duration.ofMinutes(1), Duration.ofMinutes(2));

    static Stream<JdbcClient> databases() {
        return Stream.of(
                migrated("jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1"
                        .formatted(UUID.randomUUID())),
                migrated(postgres.newDatabase()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void knowsWhoRenewedInTime(JdbcClient jdbc) {
        var here = registered("here", jdbc);
        registered("there", jdbc);
        var paused = registered("paused", jdbc);
        age(jdbc, "paused", 121);

        assertThat(here.alive()).containsExactlyInAnyOrder("here", "there");

        paused.renew();
        assertThat(here.alive()).containsExactlyInAnyOrder("here", "there", "paused");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsItselfAmongTheLivingHoweverLate(JdbcClient jdbc) {
        var here = registered("here", jdbc);
        age(jdbc, "here", 600);

        assertThat(here.alive()).containsExactly("here");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesWhenItStops(JdbcClient jdbc) {
        var here = registered("here", jdbc);
        var there = registered("there", jdbc);

        there.stop();

        assertThat(here.alive()).containsExactly("here");
        assertThat(there.isRunning()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void removesTheLongDeadAndTakesThemBack(JdbcClient jdbc) {
        var here = registered("here", jdbc);
        var back = registered("back", jdbc);
        registered("late", jdbc);
        age(jdbc, "back", 3_000);
        age(jdbc, "late", 1_000);

        here.removeLongDead();
        assertThat(jdbc.sql("select id from instance order by id")
                        .query(String.class)
                        .list())
                .containsExactly("here", "late");

        back.renew();
        assertThat(here.alive()).contains("back");
    }

    /** Without the thread that renews, so that a test can let an entry grow old. */
    private static JdbcInstances registered(String id, JdbcClient jdbc) {
        var instances = new JdbcInstances(id, jdbc, PROPERTIES);
        instances.renew();
        return instances;
    }

    private static void age(JdbcClient jdbc, String id, int seconds) {
        jdbc.sql(
                        "update instance set heartbeat_at = current_timestamp - cast(? as bigint) * interval '1' second where id = ?")
                .params(seconds, id)
                .update();
    }

    private static JdbcClient migrated(String url) {
        var source = new DriverManagerDataSource(url);
        Flyway.configure().dataSource(source).load().migrate();
        return JdbcClient.create(source);
    }
}
