package dev.tidings.changelog;

import static org.awaitility.Awaitility.await;

import dev.tidings.change.ResourceChange;
import dev.tidings.destination.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One instance of the application as far as the change log goes: the real wiring of the module with the
 * settings of the application, and a {@link FakeEngine} in place of the broker engine.
 */
final class LogInstance implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    private LogInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts an instance on the database of a JDBC URL, or on H2 in a folder. */
    static LogInstance on(String urlOrFolder, String... settings) {
        return urlOrFolder.startsWith("jdbc:")
                ? onPostgres(urlOrFolder, settings)
                : onH2(Path.of(urlOrFolder), settings);
    }

    /** Starts an instance on the H2 file that the application would use in that folder. */
    static LogInstance onH2(Path folder, String... settings) {
        return start("tidings.storage.location=" + folder, settings);
    }

    /** Starts an instance on a PostgreSQL database. */
    static LogInstance onPostgres(String url, String... settings) {
        return start("spring.datasource.url=" + url, settings);
    }

    private static LogInstance start(String database, String... settings) {
        var arguments = new ArrayList<>(List.of(
                database,
                "spring.datasource.username=" + (database.contains("postgresql") ? "postgres" : "sa"),
                "spring.main.banner-mode=off"));
        arguments.addAll(List.of(settings));
        return new LogInstance(new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .run(arguments.stream().map(setting -> "--" + setting).toArray(String[]::new)));
    }

    ChangeLog log() {
        return context.getBean(ChangeLog.class);
    }

    RightsChanges rightsChanges() {
        return context.getBean(RightsChanges.class);
    }

    FakeEngine engine() {
        return context.getBean(FakeEngine.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    Clock clock() {
        return context.getBean(Clock.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns a template for transactions of a propagation named as in {@link TransactionDefinition}. */
    TransactionTemplate transactions(int propagation) {
        var template = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    void inTransaction(Runnable work) {
        transactions(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> work.run());
    }

    /** Announces one change in a transaction of its own. */
    void commit(String id, Destination... destinations) {
        inTransaction(() -> commitLater(id, destinations));
    }

    /** Announces one change in the current transaction. */
    void commitLater(String id, Destination... destinations) {
        log().announce(change(id), List.of(destinations));
    }

    /** Reads all entries of a stream. */
    List<ChangeLogEntry> entries(Destination destination) {
        return log().read(destination, 0, Integer.MAX_VALUE);
    }

    /** Waits until all that is committed has a number. */
    void awaitNumbered() {
        await().pollInterval(POLL).atMost(LIMIT).until(() -> count("change_intake") == 0);
    }

    /** Waits until all that is committed is published. */
    void awaitPublished() {
        awaitNumbered();
        await().pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> count("change_entry where id > (select entry_id from change_publication)") == 0);
    }

    long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Returns a change that carries an id. */
    static ResourceChange change(String id) {
        return ResourceChange.updated("asset", Map.of("id", id));
    }

    @Override
    public void close() {
        context.close();
    }

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({
        ChangeLogConfiguration.class,
        ChangeLogTables.class,
        ChangeBodies.class,
        ChangeNumbers.class,
        ChangeSender.class,
        JdbcChangeLog.class,
        RightsChanges.class,
        ChangeLogContract.AnnouncingService.class
    })
    static class Wiring {

        @Bean
        Clock clock() {
            return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        }

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }

        @Bean
        FakeEngine engine() {
            return new FakeEngine();
        }

        @Bean
        SimpMessagingTemplate messages(FakeEngine engine) {
            return new SimpMessagingTemplate(engine);
        }
    }
}
