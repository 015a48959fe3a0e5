/**
 * Secrets of a user, such as API keys: written by their owner, read by nobody over any interface, and used inside this
 * service only.
 *
 * <p>A value is encrypted at rest with AES-256-GCM under the key of the setting {@code tidings.secrets.key}, bound to
 * its owner and name, so that a row copied to another place does not decrypt. It appears in no answer, change, log,
 * metric or error; what clients see of a secret is its name and when it was set. Without the setting nothing can be
 * stored.
 *
 * <p>Every change is announced in the transaction that makes it, on {@code /user/queue/secrets} of the owner.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http"})
@NullMarked
package dev.tidings.studio.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
