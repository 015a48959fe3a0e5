/** Tests of what is told. */
@NullMarked
package dev.tidings.change;

import org.jspecify.annotations.NullMarked;
