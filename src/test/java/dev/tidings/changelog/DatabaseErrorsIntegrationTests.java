package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** What errors of PostgreSQL tell, all of which ends up in the log. */
class DatabaseErrorsIntegrationTests {

    private static final String CANARY = "canary-7c1e";

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Test
    void keepsTheValuesOfRowsToItself() {
        try (Instance instance = Instance.own("--spring.datasource.url=" + postgres.newDatabase())) {
            JdbcTemplate jdbc = instance.bean(JdbcTemplate.class);
            jdbc.execute("create table t (body text check (length(body) < 3), id bigint primary key)");

            Throwable single = Assertions.catchThrowable(() -> jdbc.update("insert into t values (?, 1)", CANARY));
            Throwable batch = Assertions.catchThrowable(() -> jdbc.batchUpdate(
                    "insert into t values (?, 2)", List.of(new Object[] {CANARY}, new Object[] {CANARY})));

            assertThat(text(single)).contains("t_body_check").doesNotContain(CANARY);
            assertThat(text(batch)).contains("t_body_check").doesNotContain(CANARY);
        }
    }

    private static String text(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
