/** Tests of sessions. */
@NullMarked
package dev.tidings.session;

import org.jspecify.annotations.NullMarked;
