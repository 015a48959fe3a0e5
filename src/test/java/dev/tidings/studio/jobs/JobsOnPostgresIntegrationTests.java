package dev.tidings.studio.jobs;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link JobsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class JobsOnPostgresIntegrationTests extends JobsIntegrationTests {}
