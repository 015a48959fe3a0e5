/**
 * What only admins see of the cluster: what an instance measures of itself, its connections to RabbitMQ, the database and
 * browsers, and what executions cost.
 *
 * <p>Each has a topic, {@code /topic/admin/<name>}, and an endpoint that answers the same, {@code /api/admin/<name>}.
 * While somebody is subscribed anywhere, one instance of the cluster sends it as a transient update at an interval; costs and
 * connections only when they have changed.
 *
 * <p>So has the list of the application's HTTP routes, whose changes are entries of the log: {@code /topic/admin/routes}.
 */
@ApplicationModule(
        allowedDependencies = {
            "change",
            "changelog",
            "destination",
            "http",
            "instance",
            "monitoring",
            "studio.executions",
            "studio.watching"
        })
@NullMarked
package dev.tidings.studio.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
