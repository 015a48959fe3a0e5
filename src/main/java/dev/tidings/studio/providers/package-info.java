/**
 * Providers of models, each of which a user can use once the secret with its key is set.
 *
 * <p>Which there are is a setting. When one becomes available to a user, or ceases to be, all of them are announced as
 * {@code providers_update} on {@code /user/queue/providers}, in the transaction that sets or deletes the secret.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "studio.secrets"})
@NullMarked
package dev.tidings.studio.providers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
