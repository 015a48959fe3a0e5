package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests for {@link Postgres}. */
class PostgresIntegrationTests {

    @RegisterExtension
    static final Postgres shared = Postgres.shared();

    @RegisterExtension
    static final Postgres own = Postgres.own();

    @Test
    void runsOnVersion18() throws SQLException {
        assertThat(query(shared.newDatabase(), "show server_version")).startsWith("18.");
    }

    @Test
    void isAsDurableAsInProduction() throws SQLException {
        String url = shared.newDatabase();

        assertThat(query(url, "show fsync")).isEqualTo("on");
        assertThat(query(url, "show synchronous_commit")).isEqualTo("on");
        assertThat(query(url, "show full_page_writes")).isEqualTo("on");
    }

    @Test
    void staysDurableWhenItIsStartedAgain() throws SQLException {
        String url = own.newDatabase();

        own.stopImmediate();
        own.start();

        assertThat(query(url, "show fsync")).isEqualTo("on");
        assertThat(query(url, "show synchronous_commit")).isEqualTo("on");
    }

    @Test
    void givesEachCallerAnEmptyDatabaseOfItsOwn() throws SQLException {
        String first = shared.newDatabase();
        String second = shared.newDatabase();

        execute(first, "create table mine (id int)");

        assertThat(query(second, "select count(*) from pg_tables where tablename = 'mine'"))
                .isEqualTo("0");
    }

    @Test
    void keepsWhatWasCommittedBeforeItWasEndedAtOnce() throws SQLException {
        String url = own.newDatabase();
        execute(url, "create table kept (id int)");
        execute(url, "insert into kept values (42)");
        int port = own.port();

        own.stopImmediate();
        assertThatThrownBy(() -> query(url, "select 1")).isInstanceOf(SQLException.class);
        own.start();

        assertThat(query(url, "select id from kept")).isEqualTo("42");
        assertThat(own.port()).isEqualTo(port);
    }

    @Test
    void keepsTheSharedServerRunning() {
        assertThatIllegalStateException().isThrownBy(shared::stopImmediate).withMessageContaining("Postgres.own()");
    }

    private static String query(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
