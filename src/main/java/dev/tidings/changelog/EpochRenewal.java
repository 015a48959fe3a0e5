package dev.tidings.changelog;

import java.time.Clock;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The command {@value #COMMAND}: renews the epoch of the database and ends. To be run after a database was
 * restored from a backup, before the service runs, or with PostgreSQL also while it does: numbers that clients remember may belong to
 * other changes now, and with a new epoch every client loads its lists again.
 */
public final class EpochRenewal {

    /** First argument that asks for the command. */
    public static final String COMMAND = "renew-epoch";

    private EpochRenewal() {}

    /** Runs the command on the database that the settings name. */
    public static void run(String... args) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RenewalConfiguration.class)
                .web(WebApplicationType.NONE)
                .run(args)) {
            String epoch = context.getBean(Epochs.class).renew();
            LoggerFactory.getLogger(EpochRenewal.class).info("Renewed the epoch epoch={}", epoch);
        }
    }

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    static class RenewalConfiguration {

        @Bean(initMethod = "establish")
        Epochs epochs(JdbcConnectionDetails database, JdbcClient jdbc, TransactionOperations transactions) {
            DatabaseKind kind = DatabaseKind.of(database.getJdbcUrl());
            return new Epochs(jdbc, transactions, Clock.systemUTC(), kind.identity(jdbc));
        }
    }
}
