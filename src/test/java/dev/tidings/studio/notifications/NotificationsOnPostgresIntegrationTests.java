package dev.tidings.studio.notifications;

import dev.tidings.support.FreshPostgres;
import org.springframework.test.context.ContextConfiguration;

/** The same as {@link NotificationsIntegrationTests}, on PostgreSQL. */
@ContextConfiguration(initializers = FreshPostgres.class)
class NotificationsOnPostgresIntegrationTests extends NotificationsIntegrationTests {}
