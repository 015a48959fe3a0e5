/** The domain services that Tidings tells about, each a module of its own. The core knows none of them. */
@NullMarked
package dev.tidings.studio;

import org.jspecify.annotations.NullMarked;
