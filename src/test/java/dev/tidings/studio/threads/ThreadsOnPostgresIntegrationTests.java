package dev.tidings.studio.threads;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link ThreadsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class ThreadsOnPostgresIntegrationTests extends ThreadsIntegrationTests {}
