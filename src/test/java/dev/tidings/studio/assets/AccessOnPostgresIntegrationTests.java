package dev.tidings.studio.assets;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link AccessIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class AccessOnPostgresIntegrationTests extends AccessIntegrationTests {}
