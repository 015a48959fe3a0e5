package dev.tidings.monitoring;

import dev.tidings.instance.Instances;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.session.Sessions;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitoringProperties.class)
class MonitoringConfiguration {

    private static final Duration REMOVAL_INTERVAL = Duration.ofMinutes(1);

    @Bean
    SessionReports sessionReports(
            SimpUserRegistry users,
            SessionReportTables tables,
            TransactionOperations transactions,
            Instances instances,
            MonitoringProperties properties) {
        return new SessionReports(users, tables, transactions, instances.self(), properties.reportInterval());
    }

    @Bean
    SessionDirectory sessionDirectory(Sessions sessions, SessionEntries entries, Instances instances) {
        return new SessionDirectory(sessions, entries, instances.self());
    }

    @Bean
    RepeatedTask deadSessionRemoval(SessionEntries entries) {
        return new RepeatedTask("dead-sessions", REMOVAL_INTERVAL, entries::deleteOfRemovedInstances);
    }

    @Bean
    RepeatedTask deadReporterRemoval(SessionReportTables tables) {
        return new RepeatedTask("dead-reporters", REMOVAL_INTERVAL, () -> tables.removeSilentFor(REMOVAL_INTERVAL));
    }
}
