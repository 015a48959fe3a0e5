package dev.tidings.changelog;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The databases that can hold the change log, told apart by the JDBC URL. */
enum DatabaseKind {
    /** One process only, nothing to install. */
    H2,
    /** Several instances. */
    POSTGRESQL;

    static DatabaseKind of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            return H2;
        }
        throw new IllegalArgumentException(
                "'spring.datasource.url' must start with jdbc:postgresql: or jdbc:h2:, but was '%s'"
                        .formatted(jdbcUrl.replaceFirst("[?;].*", "")));
    }

    /** Returns a query for what tells this database from a copy of it that went another way. */
    Supplier<String> identity(JdbcClient jdbc) {
        return switch (this) {
            // A file has no identity of its own: after a restore the epoch is renewed by command.
            case H2 -> () -> "h2";
            case POSTGRESQL ->
                () -> jdbc.sql("select system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
                                + " from pg_control_system()")
                        .query(String.class)
                        .single();
        };
    }
}
