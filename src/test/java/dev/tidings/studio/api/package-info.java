/** What holds for every route: who may use it, and that nothing breaks it. */
@NullMarked
package dev.tidings.studio.api;

import org.jspecify.annotations.NullMarked;
