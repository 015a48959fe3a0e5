/**
 * Publishing from outside the JVM: {@code POST /api/changes}.
 *
 * <p>An item names destinations, a change, and whether that is logged or a transient update. All logged changes of
 * a request are announced in one transaction, in the order of the items; they are all there or none is. Everything
 * is checked first: one bad item, and nothing is published.
 *
 * <h2>Which destinations</h2>
 *
 * Those that {@code tidings.destinations.<name>.read} declares. What a service here owns can not be published to
 * from outside.
 *
 * <h2>Repetition</h2>
 *
 * A request with a key of the caller's choice is published once, however often and on how many instances at once
 * it arrives, and each time gets the same answer. The key is remembered for a day, with a digest of the body,
 * in the transaction of the changes. Transient updates go out after it, once at most.
 *
 * <h2>Transient updates</h2>
 *
 * One that stands behind a logged change of the same request and destination goes out behind that change. All
 * others go out behind the head that was read before the commit.
 *
 * <h2>Lock order</h2>
 *
 * The row of the key is inserted first: of two requests with the same key, the second waits there for the first.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "instance"})
@NullMarked
package dev.tidings.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
