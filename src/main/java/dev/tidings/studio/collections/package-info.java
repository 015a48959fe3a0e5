/**
 * Collections: full-text indexes of the files below a folder. Each belongs to one user or to a workspace, whose viewers
 * search, whose editors create and index, and whose owners delete what others made.
 *
 * <p>A collection is indexed when it is created and whenever that is asked for; in between it does not follow what
 * becomes of the files. Only files that are new or were changed are read. Of each file the name is indexed, and what is in
 * it if that is text. A search finds only files that the searcher may read at that moment, whoever indexed them, and so
 * nothing of files that are gone.
 *
 * <h2>Changes</h2>
 *
 * Every change is announced in the transaction that makes it, on {@code /topic/collections/<id>} and on
 * {@code /user/queue/collections} of all who may see the collection; so is the {@code index_progress_update} that tells of
 * the end of indexing. Those before it are transient updates. A member of a workspace need not be able to read the folder:
 * only for a collection of one's own they name the file.
 *
 * <h2>Instances</h2>
 *
 * Indexing belongs to the instance that was asked for it, as work of a {@link dev.tidings.instance.WorkPool}, and checks
 * its claim with every report of progress. The index is on the disk that all instances share; it is searched as it was until
 * the next one is whole, and a lock on it keeps two instances from writing it at once.
 *
 * <h2>Lock order</h2>
 *
 * The scope of a collection first, then its row, then the change log.
 */
@ApplicationModule(
        allowedDependencies = {
            "change",
            "changelog",
            "destination",
            "http",
            "instance",
            "studio.assets",
            "studio.workspaces"
        })
@NullMarked
package dev.tidings.studio.collections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
