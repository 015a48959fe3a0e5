/**
 * Files and folders: their tree, who may read and write them, and their content on disk.
 *
 * <p>Each user has one home folder; everything below it belongs to that user. A folder can be shared with
 * other users, as viewer or editor, and access to a folder covers all below it. What something is worth
 * to a user depends on where it lies: to create, rename, move or delete an entry takes the right to write
 * its folder. So the editor of a shared folder may do all that inside it, and nothing to the shared folder
 * itself. Only the owner shares. The role {@code admin} gives no access to other people's files. A file may
 * be moved to another owner's folder and then belongs to that owner; a folder stays with its owner.
 *
 * <h2>Changes</h2>
 *
 * Every change is announced in the transaction that makes it: on {@code /topic/assets/<folder>} for what is
 * in the folder and the folder itself, and on {@code /user/queue/assets} for folders shared with the user.
 * What would leave everything as it is, such as renaming to the same name, announces nothing.
 *
 * <h2>Content</h2>
 *
 * A file's content is complete on disk before its row exists, and is removed after the row is gone. A crash
 * in between leaves content without a row, which is removed an hour later, by any instance. Content never
 * changes; its name on disk is random and unrelated to names that clients choose.
 *
 * <h2>Lock order</h2>
 *
 * Everything that writes below a home folder first locks the row of that home folder, of several in the
 * order of their owners' names. So rights, depth and ancestry cannot change between being checked and being
 * relied on, and two moves cannot make a circle. Rows of the change log are locked last.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "instance", "security"})
@NullMarked
package dev.tidings.studio.assets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
