/**
 * What all HTTP endpoints share: problem details that name the field and the rule, conditional requests,
 * and the {@code Change-Position} header of a list.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination"})
@NullMarked
package dev.tidings.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
