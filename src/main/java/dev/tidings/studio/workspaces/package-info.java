/**
 * Workspaces: what belongs to one is seen by its members and changed by those of them who may.
 *
 * <p>A member is viewer, editor or owner; each may do what the one before may. Viewers read, editors change what is
 * in the workspace and its name, owners also say who is a member and delete it. Whoever creates a workspace owns it,
 * and the last owner stays one. Members may leave. Nobody else, the role {@code admin} included, can tell a workspace
 * that exists from one that does not.
 *
 * <h2>Changes</h2>
 *
 * Every change is announced in the transaction that makes it: on {@code /topic/workspaces/<id>} for the workspace
 * and its members, and on {@code /user/queue/workspaces} of each member for the list of one's own. Who is made a
 * member gets {@code created} there, who is one no more gets {@code deleted}. What would leave everything as it is
 * announces nothing.
 *
 * <h2>What is in a workspace</h2>
 *
 * Other modules keep it, each thing with its {@link Scope}, and hear of members and of the end of a workspace by the
 * events of this package, in the same transaction.
 *
 * <h2>Lock order</h2>
 *
 * Whoever changes a workspace or what is in it first locks its row, others through {@link Scopes#lock}, so that
 * rights cannot change between being checked and being relied on. Rows of the change log are locked last.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "security"})
@NullMarked
package dev.tidings.studio.workspaces;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
