package dev.tidings.studio.assets;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link AssetsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class AssetsOnPostgresIntegrationTests extends AssetsIntegrationTests {}
