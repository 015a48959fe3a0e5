package dev.tidings.studio.executions;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link ExecutionsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class ExecutionsOnPostgresIntegrationTests extends ExecutionsIntegrationTests {}
