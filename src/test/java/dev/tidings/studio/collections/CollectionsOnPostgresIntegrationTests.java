package dev.tidings.studio.collections;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link CollectionsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class CollectionsOnPostgresIntegrationTests extends CollectionsIntegrationTests {}
