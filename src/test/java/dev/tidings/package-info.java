/** Tests of the application as a whole. */
@NullMarked
package dev.tidings;

import org.jspecify.annotations.NullMarked;
