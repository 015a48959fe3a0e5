/** The user as clients see themselves: {@code GET /api/me}. */
@ApplicationModule(allowedDependencies = "studio.assets")
@NullMarked
package dev.tidings.studio.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
