package dev.tidings.studio.models;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link ModelsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class ModelsOnPostgresIntegrationTests extends ModelsIntegrationTests {}
