/**
 * Threads of messages, each of one user or of a workspace.
 *
 * <p>Viewers of the workspace read, editors begin threads and write messages. A thread is renamed and deleted by who
 * began it and by the owners of the workspace, a message is edited by its author and deleted by them or an owner.
 *
 * <h2>Changes</h2>
 *
 * Every change is announced in the transaction that makes it: a thread on {@code /user/queue/threads} of all who may
 * see it and on {@code /topic/threads/<id>}, its messages on that topic. The stream of a deleted thread ends with
 * that.
 *
 * <h2>Lock order</h2>
 *
 * The scope of a thread first, then the row of the thread, then the rows of the change log.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "studio.workspaces"})
@NullMarked
package dev.tidings.studio.threads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
