package dev.tidings.changelog;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.instance.RepeatedTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChangeLogProperties.class)
@EnableResilientMethods
class ChangeLogConfiguration {

    @Bean
    DatabaseKind databaseKind(JdbcConnectionDetails database) {
        return DatabaseKind.of(database.getJdbcUrl());
    }

    @Bean
    DirectConnections directConnections(
            JdbcConnectionDetails database, ChangeLogProperties properties, Environment environment) {
        String url = properties.directUrl() == null ? database.getJdbcUrl() : properties.directUrl();
        var ofPool = Binder.get(environment)
                .bind("spring.datasource.hikari.data-source-properties", Bindable.mapOf(String.class, String.class));
        return new DirectConnections(url, database.getUsername(), database.getPassword(), ofPool.orElse(Map.of()));
    }

    /** Has the driver keep out of its errors what the rows hold, because they end up in the log. */
    @Bean
    static BeanPostProcessor reticentPostgres() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool
                        && DatabaseKind.of(pool.getJdbcUrl()) == DatabaseKind.POSTGRESQL) {
                    pool.addDataSourceProperty("logServerErrorDetail", "false");
                }
                return bean;
            }
        };
    }

    @Bean
    CommitSignal commitSignal(DatabaseKind kind, DirectConnections connections) {
        return switch (kind) {
            case H2 -> new LocalCommitSignal();
            case POSTGRESQL -> new PostgresCommitSignal(connections);
        };
    }

    @Bean(initMethod = "establish")
    Epochs epochs(DatabaseKind kind, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        return new Epochs(jdbc, transactions, clock, kind.identity(jdbc));
    }

    @Bean
    EntryNumbering entryNumbering(DatabaseKind kind, JdbcClient jdbc, JdbcTemplate batches) {
        return switch (kind) {
            case H2 -> new PortableEntryNumbering(jdbc, batches);
            case POSTGRESQL -> new PostgresEntryNumbering(jdbc);
        };
    }

    @Bean
    ChangeSequencer changeSequencer(
            JdbcClient jdbc,
            TransactionOperations transactions,
            EntryNumbering numbering,
            CommitSignal commits,
            ChangeLogProperties properties) {
        return new ChangeSequencer(jdbc, transactions, numbering, commits, properties);
    }

    @Bean
    PublicationLease publicationLease(DatabaseKind kind, DirectConnections connections, Clock clock, Epochs epochs) {
        return switch (kind) {
            case H2 -> new LocalPublicationLease();
            case POSTGRESQL -> new PostgresPublicationLease(connections, clock, epochs::establish);
        };
    }

    @Bean
    ChangePublisher changePublisher(
            Publications publications,
            ChangeSender sender,
            PublicationLease lease,
            CommitSignal commits,
            ChangeLogProperties properties,
            Clock clock) {
        var publisher = new ChangePublisher(publications, sender, lease, properties, clock);
        commits.onCommit(publisher::wakeUp);
        return publisher;
    }

    @Bean
    PublishLag publishLag(JdbcClient jdbc, PublicationLease lease, Clock clock, MeterRegistry metrics) {
        return new PublishLag(jdbc, lease, clock, metrics);
    }

    @Bean
    RepeatedTask publishLagReading(PublishLag lag) {
        return new RepeatedTask("publish-lag", PublishLag.INTERVAL, lag::look);
    }

    @Bean
    Retention retention(JdbcClient jdbc, PublicationLease lease, ChangeLogProperties properties, Clock clock) {
        return new Retention(jdbc, lease, properties.retention(), clock);
    }

    @Bean
    RepeatedTask retentionRuns(Retention retention, ChangeLogProperties properties) {
        return new RepeatedTask("retention", properties.retention().interval(), retention::run);
    }
}
