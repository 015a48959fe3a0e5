/** The application: starts the modules below it and holds nothing else. */
@NullMarked
package dev.tidings;

import org.jspecify.annotations.NullMarked;
