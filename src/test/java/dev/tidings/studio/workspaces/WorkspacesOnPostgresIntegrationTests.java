package dev.tidings.studio.workspaces;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link WorkspacesIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class WorkspacesOnPostgresIntegrationTests extends WorkspacesIntegrationTests {}
