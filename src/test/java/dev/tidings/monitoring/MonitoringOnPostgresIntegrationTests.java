package dev.tidings.monitoring;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link MonitoringIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class MonitoringOnPostgresIntegrationTests extends MonitoringIntegrationTests {}
