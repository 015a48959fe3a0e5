/**
 * Work that takes time, done on behalf of a user: {@code checksum}, the SHA-256 of a file or of all files
 * below a folder.
 *
 * <p>The digest of a folder is that of a text: one line {@code <sha256>  <path>\n} per file, in the form of
 * {@code sha256sum}, with paths that start below the folder, sorted by their bytes.
 *
 * <h2>Changes</h2>
 *
 * Each transition of a job is announced on {@code /user/queue/jobs} of its owner, in the transaction that
 * writes it: created, running, and one of completed, failed or cancelled. In between, progress is written
 * and told as a transient update, at most once a second. Nothing follows the end.
 *
 * <h2>Instances</h2>
 *
 * A job belongs to the instance that was asked for it, which runs a few at a time and the rest in turn. It
 * checks its claim with every write, at least once a second while it reads; a job that was cancelled or
 * taken away, on whatever instance, stops then and is not written again. Jobs of an instance that is gone
 * are reported failed by another, once. An orderly stop fails what is not finished: a job started again
 * elsewhere would read everything again, and its owner can decide that as well.
 *
 * <h2>Lock order</h2>
 *
 * A transition locks the row of its job, and of nothing else but the change log.
 */
@ApplicationModule(
        allowedDependencies = {
            "change",
            "changelog",
            "destination",
            "http",
            "instance",
            "studio.activity",
            "studio.assets"
        })
@NullMarked
package dev.tidings.studio.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
