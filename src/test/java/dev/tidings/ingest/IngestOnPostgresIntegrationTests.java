package dev.tidings.ingest;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link IngestIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class IngestOnPostgresIntegrationTests extends IngestIntegrationTests {}
