/**
 * What each user has under way, in numbers.
 *
 * <p>The numbers of a user stand in one row. They are counted once, with the user's first step, and kept right by each
 * {@link dev.tidings.studio.activity.ActivityStepped step} after that.
 *
 * <h2>Changes</h2>
 *
 * Each step is announced as {@code dashboard_stats_update} on {@code /user/queue/dashboard}, in its own transaction and
 * with all numbers.
 *
 * <h2>Lock order</h2>
 *
 * The row of a user after those of the work, and before the change log.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "studio.activity"})
@NullMarked
package dev.tidings.studio.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
