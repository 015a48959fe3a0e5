package dev.tidings.studio.workflows;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link WorkflowFilesIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class WorkflowFilesOnPostgresIntegrationTests extends WorkflowFilesIntegrationTests {}
