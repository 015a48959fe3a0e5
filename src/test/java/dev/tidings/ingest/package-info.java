/** Tests of publishing from outside. */
@NullMarked
package dev.tidings.ingest;

import org.jspecify.annotations.NullMarked;
