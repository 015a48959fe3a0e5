/**
 * Looks at sources that cannot announce their changes, such as a folder that other programs write to, and announces for
 * them what was created, updated or deleted since the last look.
 *
 * <p>While somebody is subscribed anywhere, one instance of the cluster looks at an interval. At other times a source is
 * looked at when its list is asked for, at most once in an interval by each instance. What was seen is kept in the
 * database, so a change is announced once, whoever looks, and also one that happened while nobody did; that takes a source
 * which is the same for all instances. Between two looks a source may change and change back unseen. One that cannot be
 * read stays as it was seen last.
 *
 * <h2>Lock order</h2>
 *
 * A source is read without any lock. The row of the source, then the change log.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "instance", "monitoring"})
@NullMarked
package dev.tidings.studio.watching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
