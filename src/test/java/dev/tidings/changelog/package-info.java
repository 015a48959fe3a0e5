/** Tests of the change log: of its rules without I/O, and of its promises on H2 and on PostgreSQL. */
@NullMarked
package dev.tidings.changelog;

import org.jspecify.annotations.NullMarked;
