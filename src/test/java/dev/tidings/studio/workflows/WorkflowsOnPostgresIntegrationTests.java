package dev.tidings.studio.workflows;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link WorkflowsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class WorkflowsOnPostgresIntegrationTests extends WorkflowsIntegrationTests {}
