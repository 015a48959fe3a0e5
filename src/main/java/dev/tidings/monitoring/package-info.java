/**
 * Who is connected to the cluster, and to what: each instance reports its sessions to the database, and any of them
 * answers for all.
 *
 * <p>A room is a destination that somebody is subscribed to. What is told is a few seconds old: an instance reports
 * every two seconds by default, only what changed, and is left out when it has not reported for four times as long. Metrics of
 * a single instance are those of the modules that count them.
 *
 * <p>Each session is known by an id of its own, to its user and to admins, and any instance can have it ended, within two
 * seconds wherever it is.
 */
@ApplicationModule(allowedDependencies = {"destination", "http", "instance", "session"})
@NullMarked
package dev.tidings.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
