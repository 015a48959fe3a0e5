package dev.tidings.studio.watching;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link WatchServiceIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class WatchServiceOnPostgresIntegrationTests extends WatchServiceIntegrationTests {}
