package dev.tidings.studio.secrets;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link SecretsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class SecretsOnPostgresIntegrationTests extends SecretsIntegrationTests {}
