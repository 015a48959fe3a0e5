/** Who may do what: every route and every topic against everybody. */
@NullMarked
package dev.tidings.studio.rights;

import org.jspecify.annotations.NullMarked;
