/**
 * Gives clients the entries that they missed: {@code GET /api/changes}.
 *
 * <p>A replay is complete or not given at all. Entries come from the database, never from memory, so any
 * instance can give them, and they are there as soon as the transaction that announced them has
 * committed, whether they are published yet or not. Rights are asked for every answer, also after a wait.
 *
 * <p>A request that waits holds no thread.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "security"})
@NullMarked
package dev.tidings.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
