/**
 * What all HTTP endpoints share: problem details that name the field and the rule, conditional requests,
 * pages of lists, and their {@code Change-Position} header.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination"})
@NullMarked
package dev.tidings.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
