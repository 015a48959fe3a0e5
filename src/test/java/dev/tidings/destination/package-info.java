/** Tests of the grammar of destinations and of their routing keys. */
@NullMarked
package dev.tidings.destination;

import org.jspecify.annotations.NullMarked;
