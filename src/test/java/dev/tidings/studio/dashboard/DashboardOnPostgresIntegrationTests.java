package dev.tidings.studio.dashboard;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link DashboardIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class DashboardOnPostgresIntegrationTests extends DashboardIntegrationTests {}
