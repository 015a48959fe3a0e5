/** What services tell each other about work that users have under way, without knowing of each other. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tidings.studio.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
