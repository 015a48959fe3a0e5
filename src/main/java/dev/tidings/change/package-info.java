/**
 * What is told: a {@link dev.tidings.change.ResourceChange} of a resource or a
 * {@link dev.tidings.change.TypedMessage}, and the {@link dev.tidings.change.Position} at which a stream has it.
 *
 * <p>Immutable values that depend on the JDK only. They promise nothing about delivery; that is the
 * contract of the packages that carry them.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tidings.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
