/**
 * The instances of this deployment: each registers itself in the database and renews its entry.
 *
 * <p>What an instance owns, such as a running job, can be taken over once the instance is gone: when its
 * entry has not been renewed for the configured time, by the clock of the database. An instance that was
 * only paused may come back after that; owners have to check their claim with every write.
 *
 * <p>{@link dev.tidings.instance.RepeatedTask} is how an instance repeats work on a thread of its own, and
 * {@link dev.tidings.instance.WorkPool} how it does what users order. {@link dev.tidings.instance.SharedFolders}
 * makes the folders that all instances use, and {@link dev.tidings.instance.Settings} says what a setting must be.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tidings.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
